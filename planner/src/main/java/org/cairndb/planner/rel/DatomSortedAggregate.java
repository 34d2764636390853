package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.util.ImmutableBitSet;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.aggregate.Grouping;
import org.cairndb.planner.exec.aggregate.SortedAggregate;

/** Grouping on batches by one key, in whose order the input comes. */
final class DatomSortedAggregate extends BatchAggregate {
    private static final double PER_KEY = 3;
    private static final double PER_GROUP = 25;

    DatomSortedAggregate(
            RelTraitSet traits,
            RelNode input,
            ImmutableBitSet groupSet,
            List<ImmutableBitSet> groupSets,
            List<AggregateCall> calls) {
        super(traits, input, groupSet, groupSets, calls);
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
    double costPerKey() {
        return PER_KEY;
    }

    @Override
    double costPerGroup() {
        return PER_GROUP;
    }

    @Override
    public OperatorFactory toFactory() {
        OperatorFactory input = DatomRel.factoryOf(getInput());
        Grouping grouping = grouping();
        return context -> new SortedAggregate(input.create(context), grouping, context);
    }
}
