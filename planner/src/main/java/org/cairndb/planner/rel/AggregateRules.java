package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelRule.Done;
import org.apache.calcite.plan.RelRule.OperandBuilder;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.rules.CoreRules;

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
                .predicate(aggregate -> !DatomAggregate.covers(aggregate))
                .anyInputs();
    }

    /** Runs aggregates on batches. */
    static RelOptRule onBatches() {
        return ConverterRule.Config.INSTANCE
                .withConversion(
                        LogicalAggregate.class,
                        DatomAggregate::covers,
                        Convention.NONE,
                        DatomRel.CONVENTION,
                        "DatomAggregate")
                .withRuleFactory(Conversion::new)
                .toRule(Conversion.class);
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
