package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.mapping.Mappings;
import org.cairndb.planner.rex.RexTranslator;

/** Moves the conditions of a filter that we can check into the scan below it. */
final class FilterIntoScanRule extends RelRule<FilterIntoScanRule.Config> {
    static final Config CONFIG = new Config();

    private FilterIntoScanRule(Config config) {
        super(config);
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        LogicalFilter filter = call.rel(0);
        DatomTableScan scan = call.rel(1);
        if (scan.datomTable() instanceof ListTable) {
            return;
        }
        List<RexNode> moved = new ArrayList<>();
        List<RexNode> kept = new ArrayList<>();
        for (RexNode condition : DatomRules.conjunctions(filter.getCondition())) {
            boolean covered = !RexUtil.containsCorrelation(condition)
                    && !RexUtil.SubQueryFinder.containsSubQuery(filter)
                    && new RexTranslator(filter.getCluster().getRexBuilder())
                            .translate(condition)
                            .isPresent();
            (covered ? moved : kept).add(toTable(condition, scan));
        }
        if (!moved.isEmpty()) {
            call.transformTo(call.builder().push(scan.where(moved)).filter(kept).build());
        }
    }

    /** A condition over the columns that the scan gives, as one over the columns of its table. */
    private static RexNode toTable(RexNode condition, DatomTableScan scan) {
        return RexUtil.apply(
                Mappings.target(
                        column -> scan.columns().get(column),
                        scan.columns().size(),
                        scan.getTable().getRowType().getFieldCount()),
                condition);
    }

    /** Matches a filter right above a scan. */
    static final class Config extends FixedRuleConfig {
        Config() {
            super(
                    "FilterIntoDatomScanRule",
                    b -> b.operand(LogicalFilter.class)
                            .oneInput(s -> s.operand(DatomTableScan.class).noInputs()));
        }

        @Override
        public FilterIntoScanRule toRule() {
            return new FilterIntoScanRule(this);
        }
    }
}
