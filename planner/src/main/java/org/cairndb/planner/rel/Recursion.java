package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.BiRel;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;

/** A recursive query: the rows of the left input, then those of the right one, which is run again and again with what the last round gave. */
class Recursion extends BiRel {
    /** How many times as many rows as it begins with a recursion is taken to give. */
    private static final double GROWTH = 10;

    private final Repetition repetition;

    /** A recursion of inputs whose traits are given. */
    Recursion(RelOptCluster cluster, RelTraitSet traits, List<RelNode> inputs, Repetition repetition) {
        super(cluster, traits, inputs.get(0), inputs.get(1));
        this.repetition = repetition;
    }

    /**
     * What is repeated.
     *
     * @param name the name that the statement gave it
     * @param number which {@link WorkingRows} stand for the rows of the last round
     * @param isAll whether rows may come again
     */
    record Repetition(String name, int number, boolean isAll) {}

    Repetition repetition() {
        return repetition;
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new Recursion(getCluster(), traits, inputs, repetition);
    }

    @Override
    protected RelDataType deriveRowType() {
        RelDataType type =
                getCluster().getTypeFactory().leastRestrictive(List.of(left.getRowType(), right.getRowType()));
        return type == null ? left.getRowType() : type;
    }

    @Override
    public double estimateRowCount(RelMetadataQuery mq) {
        return GROWTH * mq.getRowCount(left);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer)
                .item("recursion", repetition.number)
                .item("name", repetition.name)
                .item("all", repetition.isAll);
    }
}
