package org.cairndb.planner.rel;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.util.ImmutableBitSet;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.aggregate.Grouping;
import org.cairndb.planner.exec.aggregate.SortedAggregate;

/** Grouping on batches by one key, in whose order the input comes. */
final class DatomSortedAggregate extends Aggregate implements DatomRel {
    private static final double OPEN = 1_000;
    private static final double PER_ROW = 2;
    private static final double PER_KEY = 3;
    private static final double PER_CALL = 2;
    private static final double PER_GROUP = 25;

    DatomSortedAggregate(
            RelTraitSet traits,
            RelNode input,
            ImmutableBitSet groupSet,
            List<ImmutableBitSet> groupSets,
            List<AggregateCall> calls) {
        super(input.getCluster(), traits, ImmutableList.of(), input, groupSet, groupSets, calls);
    }

    @Override
    public Aggregate copy(
            RelTraitSet traits,
            RelNode newInput,
            ImmutableBitSet newGroupSet,
            List<ImmutableBitSet> newGroupSets,
            List<AggregateCall> calls) {
        return new DatomSortedAggregate(traits, newInput, newGroupSet, newGroupSets, calls);
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        double perRow = PER_ROW
                + PER_KEY * getGroupCount()
                + PER_CALL * getAggCallList().size();
        double rows = mq.getRowCount(getInput());
        double groups = mq.getRowCount(this);
        return planner.getCostFactory().makeCost(0, OPEN + perRow * rows + PER_GROUP * groups, 0);
    }

    @Override
    public OperatorFactory toFactory() {
        OperatorFactory input = DatomRel.factoryOf(getInput());
        Grouping grouping = AggregateCalls.translate(this)
                .orElseThrow(() -> new IllegalStateException("An aggregate is not covered: " + getAggCallList()));
        return context -> new SortedAggregate(input.create(context), grouping, context);
    }
}
