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
import org.cairndb.planner.exec.aggregate.Grouping;

/** Grouping on batches. */
abstract class BatchAggregate extends Aggregate implements DatomRel {
    private static final double OPEN = 1_000;
    private static final double PER_ROW = 2;
    private static final double PER_CALL = 2;

    BatchAggregate(
            RelTraitSet traits,
            RelNode input,
            ImmutableBitSet groupSet,
            List<ImmutableBitSet> groupSets,
            List<AggregateCall> calls) {
        super(input.getCluster(), traits, ImmutableList.of(), input, groupSet, groupSets, calls);
    }

    /** Whether all of an aggregate can run on batches. */
    static boolean covers(Aggregate aggregate) {
        return AggregateCalls.translate(aggregate).isPresent();
    }

    /** Nanoseconds to take a key of a row into account. */
    abstract double costPerKey();

    /** Nanoseconds to begin a group and to give its result. */
    abstract double costPerGroup();

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        double perRow = PER_ROW
                + costPerKey() * getGroupCount()
                + PER_CALL * getAggCallList().size();
        double rows = mq.getRowCount(getInput());
        double groups = mq.getRowCount(this);
        return planner.getCostFactory().makeCost(0, OPEN + perRow * rows + costPerGroup() * groups, 0);
    }

    Grouping grouping() {
        return AggregateCalls.translate(this)
                .orElseThrow(() -> new IllegalStateException("An aggregate is not covered: " + getAggCallList()));
    }
}
