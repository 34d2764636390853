package org.cairndb.planner.rewrite;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.tools.RelBuilder;

/**
 * Makes one projection of several above each other, in subqueries too. Calcite's conversion would do so itself, but where a subquery in the upper one refers
 * to columns of the lower one it then names the columns of what is below both.
 */
public final class MergedProjections extends RelHomogeneousShuttle {
    private final RelBuilder builder;
    private final RexShuttle subqueries = new RexShuttle() {
        @Override
        public RexNode visitSubQuery(RexSubQuery subquery) {
            RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subquery);
            return visited.clone(visited.rel.accept(MergedProjections.this));
        }
    };

    private MergedProjections(RelBuilder builder) {
        this.builder = builder;
    }

    /** The plan with as few projections as its columns need. */
    public static RelNode of(RelNode root, RelBuilder builder) {
        return root.accept(new MergedProjections(builder));
    }

    @Override
    public RelNode visit(RelNode other) {
        RelNode visited = super.visit(other).accept(subqueries);
        boolean isDouble = visited instanceof Project upper
                && upper.getInput() instanceof Project lower
                && upper.getVariablesSet().isEmpty()
                && lower.getVariablesSet().isEmpty();
        return isDouble ? merged((Project) visited) : visited;
    }

    private RelNode merged(Project upper) {
        return builder.push(upper.getInput())
                .project(upper.getProjects(), upper.getRowType().getFieldNames(), true)
                .build();
    }
}
