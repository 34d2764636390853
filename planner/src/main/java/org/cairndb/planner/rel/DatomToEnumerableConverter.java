package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterImpl;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/** Hands batches to Calcite's row-at-a-time operators. */
final class DatomToEnumerableConverter extends ConverterImpl implements EnumerableRel {
    private static final double PER_ROW = 1_000;

    DatomToEnumerableConverter(RelOptCluster cluster, RelTraitSet traits, RelNode input) {
        super(cluster, ConventionTraitDef.INSTANCE, traits, input);
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new DatomToEnumerableConverter(getCluster(), traits, inputs.get(0));
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        return planner.getCostFactory().makeCost(0, PER_ROW * mq.getRowCount(getInput()), 0);
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer preference) {
        PhysType type =
                PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), preference.prefer(JavaRowFormat.ARRAY));
        BatchEnumerable.Source source = new BatchEnumerable.Source(DatomRel.factoryOf(getInput()), getRowType());
        Expression stashed = implementor.stash(source, BatchEnumerable.Source.class);
        BlockBuilder block = new BlockBuilder();
        block.add(Expressions.return_(null, Expressions.call(BatchEnumerable.class, "of", stashed, DataContext.ROOT)));
        return implementor.result(type, block.toBlock());
    }
}
