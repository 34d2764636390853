package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.util.ImmutableBitSet;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.aggregate.Grouping;
import org.cairndb.planner.exec.aggregate.HashAggregate;
import org.cairndb.planner.exec.aggregate.ParallelAggregate;
import org.cairndb.planner.exec.parallel.PartedInput;

/** Grouping on batches, in any order of the input. */
final class DatomAggregate extends BatchAggregate {
    private static final double PER_KEY = 5;
    private static final double PER_GROUP = 50;

    DatomAggregate(
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
        return new DatomAggregate(traits, newInput, newGroupSet, newGroupSets, calls);
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
