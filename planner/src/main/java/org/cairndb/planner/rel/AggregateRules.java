package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelRule.Done;
import org.apache.calcite.plan.RelRule.OperandBuilder;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.rules.CoreRules;
import org.jspecify.annotations.Nullable;

/** Rules about aggregates. */
final class AggregateRules {
    private AggregateRules() {}

    /** What Calcite's operators need of aggregates that ours do not cover: no DISTINCT, and only simple functions. */
    static List<RelOptRule> forOthers() {
        return List.of(
                CoreRules.AGGREGATE_EXPAND_DISTINCT_AGGREGATES
                        .config
                        .withOperandSupplier(AggregateRules::isOther)
                        .withDescription("ExpandDistinctOfOthers")
                        .toRule(),
                CoreRules.AGGREGATE_REDUCE_FUNCTIONS
                        .config
                        .withOperandSupplier(AggregateRules::isOther)
                        .withDescription("ReduceFunctionsOfOthers")
                        .toRule());
    }

    private static Done isOther(OperandBuilder operand) {
        return operand.operand(LogicalAggregate.class)
                .predicate(aggregate -> !BatchAggregate.covers(aggregate))
                .anyInputs();
    }

    /** Calcite's operator, only where ours does not cover the aggregate: of several grouping sets of no rows it gives no total. */
    static RelOptRule rowAtATime() {
        return ConverterRule.Config.INSTANCE
                .withConversion(
                        LogicalAggregate.class,
                        aggregate -> !BatchAggregate.covers(aggregate),
                        Convention.NONE,
                        EnumerableConvention.INSTANCE,
                        "EnumerableAggregateOfOthers")
                .withRuleFactory(RowAtATime::new)
                .toRule(RowAtATime.class);
    }

    /** Runs aggregates on batches. */
    static RelOptRule onBatches() {
        return ConverterRule.Config.INSTANCE
                .withConversion(
                        LogicalAggregate.class,
                        BatchAggregate::covers,
                        Convention.NONE,
                        DatomRel.CONVENTION,
                        "DatomAggregate")
                .withRuleFactory(Conversion::new)
                .toRule(Conversion.class);
    }

    /** Groups a table in the order of the key, if an index gives it in that order. */
    static RelOptRule inOrder() {
        return ConverterRule.Config.INSTANCE
                .withConversion(
                        LogicalAggregate.class,
                        AggregateRules::canBeInOrder,
                        Convention.NONE,
                        DatomRel.CONVENTION,
                        "DatomSortedAggregate")
                .withRuleFactory(InOrder::new)
                .toRule(InOrder.class);
    }

    private static boolean canBeInOrder(Aggregate aggregate) {
        boolean hasOneKey = aggregate.getGroupCount() == 1 && Aggregate.isSimple(aggregate);
        return hasOneKey
                && JoinRule.scanIn(aggregate.getInput())
                        .filter(scan ->
                                JoinRule.isOrdered(scan, aggregate.getGroupSet().nth(0)))
                        .isPresent()
                && BatchAggregate.covers(aggregate);
    }

    private static final class InOrder extends ConverterRule {
        InOrder(Config config) {
            super(config);
        }

        @Override
        public RelNode convert(RelNode rel) {
            Aggregate aggregate = (Aggregate) rel;
            RelNode input = aggregate.getInput();
            RelTraitSet ordered = input.getTraitSet()
                    .replace(DatomRel.CONVENTION)
                    .replace(RelCollations.of(aggregate.getGroupSet().nth(0)));
            return new DatomSortedAggregate(
                    rel.getCluster().traitSetOf(DatomRel.CONVENTION),
                    convert(input, ordered),
                    aggregate.getGroupSet(),
                    aggregate.getGroupSets(),
                    aggregate.getAggCallList());
        }
    }

    private static final class RowAtATime extends ConverterRule {
        private static final ConverterRule CALCITES = EnumerableRules.ENUMERABLE_AGGREGATE_RULE;

        RowAtATime(Config config) {
            super(config);
        }

        @Override
        public @Nullable RelNode convert(RelNode rel) {
            return CALCITES.convert(rel);
        }
    }

    private static final class Conversion extends ConverterRule {
        Conversion(Config config) {
            super(config);
        }

        @Override
        public RelNode convert(RelNode rel) {
            Aggregate aggregate = (Aggregate) rel;
            RelNode input = aggregate.getInput();
            return new DatomAggregate(
                    rel.getCluster().traitSetOf(DatomRel.CONVENTION),
                    convert(
                            input,
                            input.getTraitSet().replace(DatomRel.CONVENTION).simplify()),
                    aggregate.getGroupSet(),
                    aggregate.getGroupSets(),
                    aggregate.getAggCallList());
        }
    }
}
