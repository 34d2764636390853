package org.cairndb.planner.rel;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.cairndb.planner.rex.RexTranslator;

/** Offers to read the first rows in the order of a column from an index that has this order, from either end. */
final class OrderedScanRule extends RelRule<OrderedScanRule.Config> {
    /** A sort right above a scan. */
    static final Config ON_SCAN = new Config(
            "DatomOrderedScanRule",
            b -> b.operand(LogicalSort.class)
                    .oneInput(s -> s.operand(DatomTableScan.class).noInputs()));
    /** A sort above a projection of a scan. */
    static final Config ON_PROJECT = new Config(
            "DatomOrderedScanOnProjectRule",
            b -> b.operand(LogicalSort.class)
                    .oneInput(p -> p.operand(LogicalProject.class)
                            .oneInput(s -> s.operand(DatomTableScan.class).noInputs())));

    private OrderedScanRule(Config config) {
        super(config);
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        LogicalSort sort = call.rel(0);
        DatomTableScan scan = call.rel(call.rels.length - 1);
        List<RelFieldCollation> fields = sort.getCollation().getFieldCollations();
        if (sort.fetch == null || fields.size() != 1) {
            return;
        }
        RelFieldCollation field = fields.get(0);
        if (!(call.rel(1) instanceof LogicalProject project)) {
            orderedScan(sort, scan, field).ifPresent(call::transformTo);
        } else if (project.getProjects().get(field.getFieldIndex()) instanceof RexInputRef key && isCovered(project)) {
            orderedScan(sort, scan, field.withFieldIndex(key.getIndex()))
                    .map(ordered -> project(sort, project, ordered))
                    .ifPresent(call::transformTo);
        }
    }

    private static boolean isCovered(LogicalProject project) {
        for (RexNode expression : project.getProjects()) {
            if (RexUtil.containsCorrelation(expression) || RexUtil.SubQueryFinder.find(expression) != null) {
                return false;
            }
        }
        return !project.containsOver()
                && new RexTranslator(project.getCluster().getRexBuilder())
                        .translateAll(project.getProjects())
                        .isPresent()
                && RelOptUtil.InputFinder.bits(project.getProjects(), null).cardinality() > 0;
    }

    private static Optional<DatomOrderedScan> orderedScan(
            LogicalSort sort, DatomTableScan scan, RelFieldCollation field) {
        int column = scan.columns().get(field.getFieldIndex());
        return scan.datomTable().accessPaths().stream()
                .filter(path -> path.column() == column)
                .findFirst()
                .map(path -> DatomOrderedScan.of(scan, path, field, new DatomSort.Bounds(sort.offset, sort.fetch)));
    }

    private static RelNode project(LogicalSort sort, LogicalProject project, DatomOrderedScan ordered) {
        return new DatomProject(
                project.getCluster().traitSetOf(DatomRel.CONVENTION).replace(sort.getCollation()),
                ordered,
                project.getProjects(),
                project.getRowType());
    }

    /** Where the rule matches. */
    static final class Config extends FixedRuleConfig {
        private Config(String description, OperandTransform operands) {
            super(description, operands);
        }

        @Override
        public OrderedScanRule toRule() {
            return new OrderedScanRule(this);
        }
    }
}
