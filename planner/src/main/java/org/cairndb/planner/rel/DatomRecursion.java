package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.recursion.RecursionOperator;
import org.cairndb.planner.rex.DatomTypes;

/** A recursive query that holds the rows of one round, and without ALL one copy of each row. */
final class DatomRecursion extends Recursion implements DatomRel {
    /** What it takes to begin a round, times the rounds that are likely. */
    private static final double ROUNDS = 50_000;

    DatomRecursion(RelOptCluster cluster, RelTraitSet traits, List<RelNode> inputs, Repetition repetition) {
        super(cluster, traits, inputs, repetition);
    }

    /** Whether rows can be told apart where that is asked for. */
    static boolean covers(Recursion recursion) {
        return recursion.repetition().isAll()
                || recursion.getRowType().getFieldList().stream()
                        .noneMatch(f -> DatomTypes.columnType(f.getType()).kind() == Kind.OTHER);
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new DatomRecursion(getCluster(), traits, inputs, repetition());
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        return planner.getCostFactory().makeCost(0, ROUNDS, 0);
    }

    @Override
    public OperatorFactory toFactory() {
        OperatorFactory first = DatomRel.factoryOf(left);
        RecursionOperator.Rounds rounds = new RecursionOperator.Rounds(
                DatomRel.factoryOf(right),
                DatomRel.columnTypes(this),
                WorkingRows.firstParameter(repetition().number()),
                repetition().isAll());
        return context -> new RecursionOperator(first.create(context.forAllRows()), rounds, context.forAllRows());
    }
}
