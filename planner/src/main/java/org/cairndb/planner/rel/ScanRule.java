package org.cairndb.planner.rel;

import java.util.stream.Stream;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelNode;

/** Offers every access path of a table; the cost decides. */
final class ScanRule extends RelRule<ScanRule.Config> {
    static final Config CONFIG = new Config();

    private ScanRule(Config config) {
        super(config);
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        DatomTableScan scan = call.rel(0);
        ways(scan).forEach(call::transformTo);
    }

    /** The ways to read a table. */
    static Stream<RelNode> ways(DatomTableScan scan) {
        if (scan.datomTable() instanceof DiffTable differences) {
            return Stream.of(DatomDiff.of(scan, differences));
        }
        return scan.datomTable() instanceof VersionsTable versions
                ? Stream.of(DatomVersionsScan.of(scan, versions))
                : scan.datomTable().accessPaths().stream().flatMap(path -> DatomIndexScan.of(scan, path).stream());
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
