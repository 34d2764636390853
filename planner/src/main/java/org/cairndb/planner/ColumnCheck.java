package org.cairndb.planner;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** Finds out whether expressions of a plan name columns that their inputs have; Calcite's decorrelation of rare statements gives plans that do not. */
final class ColumnCheck extends RelVisitor {
    private boolean isValid = true;

    private ColumnCheck() {}

    /** Whether all columns exist. */
    static boolean passes(RelNode root) {
        ColumnCheck check = new ColumnCheck();
        check.go(root);
        return check.isValid;
    }

    @Override
    public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
        int columns = node.getInputs().stream()
                .mapToInt(input -> input.getRowType().getFieldCount())
                .sum();
        if (node instanceof Join join) {
            check(join.getCondition(), columns);
        } else if (node instanceof Filter filter) {
            check(filter.getCondition(), columns);
        } else if (node instanceof Project project) {
            project.getProjects().forEach(expression -> check(expression, columns));
        }
        super.visit(node, ordinal, parent);
    }

    private void check(RexNode expression, int columns) {
        isValid &= RelOptUtil.InputFinder.bits(expression).length() <= columns;
    }
}
