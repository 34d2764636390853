package org.cairndb.planner.rel;

import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;

/** Offers every access path of a table; the cost decides. */
final class ScanRule extends RelRule<ScanRule.Config> {
    static final Config CONFIG = new Config();

    private ScanRule(Config config) {
        super(config);
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        DatomTableScan scan = call.rel(0);
        for (AccessPath path : scan.datomTable().accessPaths()) {
            DatomIndexScan.of(scan, path).ifPresent(call::transformTo);
        }
    }

    /** Matches a scan that has no way of running yet. */
    static final class Config extends FixedRuleConfig {
        Config() {
            super("DatomScanRule", b -> b.operand(DatomTableScan.class).noInputs());
        }

        @Override
        public ScanRule toRule() {
            return new ScanRule(this);
        }
    }
}
