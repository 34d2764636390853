package org.cairndb.planner.rel;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.cairndb.planner.exec.aggregate.HashAggregate;
import org.cairndb.planner.exec.aggregate.ParallelAggregate;
import org.cairndb.planner.exec.parallel.PartedInput;

/** Grouping on batches, in any order of the input. */
final class DatomAggregate extends Aggregate implements DatomRel {
    private static final double OPEN = 1_000;
    private static final double PER_ROW = 2;
    private static final double PER_KEY = 5;
    private static final double PER_CALL = 2;
    private static final double PER_GROUP = 50;

    DatomAggregate(
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

    @Override
    public Aggregate copy(
            RelTraitSet traits,
            RelNode newInput,
            ImmutableBitSet newGroupSet,
            List<ImmutableBitSet> newGroupSets,
            List<AggregateCall> calls) {
        return new DatomAggregate(traits, newInput, newGroupSet, newGroupSets, calls);
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
        List<List<Integer>> sets = new ArrayList<>();
        for (ImmutableBitSet set : getGroupSets()) {
            sets.add(set.asList().stream().map(grouping.keys()::indexOf).toList());
        }
        OperatorFactory whole =
                context -> new HashAggregate(input.create(context.forAllRows()), grouping, sets, context);
        return getInput() instanceof DatomGather gather ? inParts(gather.toParted(), whole, grouping, sets) : whole;
    }

    private static OperatorFactory inParts(
            DatomGather.PartedFactory input, OperatorFactory whole, Grouping grouping, List<List<Integer>> sets) {
        return context -> {
            Optional<PartedInput> parts = input.split(context.forAllRows());
            return parts.isPresent()
                    ? new ParallelAggregate(parts.get(), grouping, sets, context)
                    : whole.create(context);
        };
    }
}
