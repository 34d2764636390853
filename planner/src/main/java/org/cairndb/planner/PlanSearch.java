package org.cairndb.planner;

import java.util.function.Predicate;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexUtil;

/** Looks for nodes of a plan. */
final class PlanSearch {
    private PlanSearch() {}

    /** Whether a plan has such a node. */
    static boolean has(RelNode root, Predicate<RelNode> wanted) {
        if (wanted.test(root)) {
            return true;
        }
        for (RelNode input : root.getInputs()) {
            if (has(input, wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a node asks a subquery, or asks one of its inputs for each row of the other. */
    static boolean asks(RelNode rel) {
        return rel instanceof Correlate
                || (rel instanceof Filter filter && RexUtil.SubQueryFinder.containsSubQuery(filter))
                || (rel instanceof Project project && RexUtil.SubQueryFinder.containsSubQuery(project))
                || (rel instanceof Join join && RexUtil.SubQueryFinder.containsSubQuery(join));
    }
}
