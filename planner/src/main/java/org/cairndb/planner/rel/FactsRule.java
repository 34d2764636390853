package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;

/** Answers COUNT, MIN and MAX over a whole table or over key ranges without a scan. */
final class FactsRule extends RelRule<FactsRule.Config> {
    /** An aggregate right above a scan. */
    static final Config ON_SCAN = new Config(
            "DatomFactsRule",
            b -> b.operand(LogicalAggregate.class)
                    .oneInput(s -> s.operand(DatomTableScan.class).noInputs()));
    /** An aggregate above a projection of a scan. */
    static final Config ON_PROJECT = new Config(
            "DatomFactsOnProjectRule",
            b -> b.operand(LogicalAggregate.class)
                    .oneInput(p -> p.operand(LogicalProject.class)
                            .oneInput(s -> s.operand(DatomTableScan.class).noInputs())));

    private FactsRule(Config config) {
        super(config);
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        LogicalAggregate aggregate = call.rel(0);
        DatomTableScan scan = call.rel(call.rels.length - 1);
        List<Integer> columns = scan.columns();
        if (call.rel(1) instanceof LogicalProject project) {
            columns = project.getProjects().stream().map(e -> columnOf(e, scan)).toList();
        }
        DatomFacts.of(aggregate, scan, columns).ifPresent(call::transformTo);
        DatomRangeFacts.of(aggregate, scan, columns).ifPresent(call::transformTo);
    }

    private static int columnOf(RexNode expression, DatomTableScan scan) {
        return expression instanceof RexInputRef input ? scan.columns().get(input.getIndex()) : -1;
    }

    /** Where the rule matches. */
    static final class Config extends FixedRuleConfig {
        private Config(String description, OperandTransform operands) {
            super(description, operands);
        }

        @Override
        public FactsRule toRule() {
            return new FactsRule(this);
        }
    }
}
