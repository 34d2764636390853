package org.cairndb.planner.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * A subquery without what it says of the outer query. Its columns come first in its own order; more may follow that its conditions need.
 *
 * @param rel the plan
 * @param conditions what was taken out, over the columns of the outer query and those of the plan behind them
 */
record Uncorrelated(RelNode rel, List<RexNode> conditions) {
    /**
     * The subquery taken apart, if it names the outer query in conditions only.
     *
     * @param width columns of the outer query
     */
    static Optional<Uncorrelated> of(RelNode subQuery, Set<CorrelationId> variables, int width) {
        return new Extraction(variables, width).of(subQuery);
    }

    /** Conditions here are over the columns of a plan behind those of the outer query. */
    private record Extraction(Set<CorrelationId> variables, int width) {
        Optional<Uncorrelated> of(RelNode rel) {
            if (RelOptUtil.getVariablesUsed(rel).stream().noneMatch(variables::contains)) {
                return Optional.of(new Uncorrelated(rel, List.of()));
            }
            if (rel instanceof LogicalFilter filter && canMove(filter.getCondition())) {
                return of(filter.getInput()).map(input -> filter(filter, input));
            }
            if (rel instanceof LogicalProject project && !mentions(project.getProjects())) {
                return of(project.getInput()).map(input -> project(project, input));
            }
            if (rel instanceof LogicalJoin join
                    && join.getJoinType() == JoinRelType.INNER
                    && canMove(join.getCondition())) {
                return of(join.getLeft())
                        .flatMap(left -> of(join.getRight()).flatMap(right -> join(join, left, right)));
            }
            boolean plainSort = rel instanceof LogicalSort sort && sort.offset == null && sort.fetch == null;
            return plainSort ? of(rel.getInput(0)) : Optional.empty();
        }

        /** Subqueries depend on the rows of the place where they are. */
        private boolean canMove(RexNode condition) {
            return RelOptUtil.conjunctions(condition).stream()
                    .filter(this::mentions)
                    .allMatch(moved -> RexUtil.SubQueryFinder.find(moved) == null);
        }

        private boolean mentions(List<RexNode> expressions) {
            return expressions.stream().anyMatch(this::mentions);
        }

        private boolean mentions(RexNode expression) {
            boolean[] found = new boolean[1];
            expression.accept(new RexShuttle() {
                @Override
                public RexNode visitCorrelVariable(RexCorrelVariable variable) {
                    found[0] |= variables.contains(variable.id);
                    return variable;
                }

                @Override
                public RexNode visitSubQuery(RexSubQuery subQuery) {
                    found[0] |=
                            RelOptUtil.getVariablesUsed(subQuery.rel).stream().anyMatch(variables::contains);
                    return super.visitSubQuery(subQuery);
                }
            });
            return found[0];
        }

        private Uncorrelated filter(LogicalFilter filter, Uncorrelated input) {
            List<RexNode> conditions = new ArrayList<>(input.conditions);
            List<RexNode> kept = new ArrayList<>();
            for (RexNode condition : RelOptUtil.conjunctions(filter.getCondition())) {
                if (mentions(condition)) {
                    conditions.add(outward(RexUtil.shift(condition, width)));
                } else {
                    kept.add(condition);
                }
            }
            RexBuilder rexBuilder = filter.getCluster().getRexBuilder();
            RelNode rel = kept.isEmpty()
                    ? input.rel
                    : filter.copy(filter.getTraitSet(), input.rel, RexUtil.composeConjunction(rexBuilder, kept));
            return new Uncorrelated(rel, conditions);
        }

        /** Columns of the outer query as such. */
        private RexNode outward(RexNode condition) {
            return condition.accept(new RexShuttle() {
                @Override
                public RexNode visitFieldAccess(RexFieldAccess access) {
                    boolean ofOuter = access.getReferenceExpr() instanceof RexCorrelVariable variable
                            && variables.contains(variable.id);
                    return ofOuter
                            ? new RexInputRef(access.getField().getIndex(), access.getType())
                            : super.visitFieldAccess(access);
                }
            });
        }

        private Uncorrelated project(LogicalProject project, Uncorrelated input) {
            List<RexNode> expressions = new ArrayList<>(project.getProjects());
            List<String> names = new ArrayList<>(project.getRowType().getFieldNames());
            ImmutableBitSet used = RelOptUtil.InputFinder.bits(input.conditions, null);
            List<Integer> columns = new ArrayList<>();
            List<Integer> added = new ArrayList<>();
            for (int place : used) {
                if (place >= width) {
                    columns.add(place);
                    added.add(width + expressions.size());
                    expressions.add(input.rel.getCluster().getRexBuilder().makeInputRef(input.rel, place - width));
                    names.add("$c" + place);
                }
            }
            RelNode rel = LogicalProject.create(input.rel, List.of(), expressions, names, Set.of());
            return new Uncorrelated(
                    rel,
                    input.conditions.stream().map(c -> moved(c, columns, added)).toList());
        }

        private static RexNode moved(RexNode condition, List<Integer> from, List<Integer> to) {
            return condition.accept(new RexShuttle() {
                @Override
                public RexNode visitInputRef(RexInputRef ref) {
                    int at = from.indexOf(ref.getIndex());
                    return at < 0 ? ref : new RexInputRef(to.get(at), ref.getType());
                }
            });
        }

        /** Only where the left side keeps its columns, so that those of the right side stay where they are. */
        private Optional<Uncorrelated> join(LogicalJoin join, Uncorrelated left, Uncorrelated right) {
            int leftCount = join.getLeft().getRowType().getFieldCount();
            boolean same = left.rel.getRowType().getFieldCount() == leftCount
                    && right.rel.getRowType().getFieldCount()
                            == join.getRight().getRowType().getFieldCount();
            if (!same) {
                return Optional.empty();
            }
            List<RexNode> conditions = new ArrayList<>(left.conditions);
            right.conditions.forEach(c -> conditions.add(RexUtil.shift(c, width, leftCount)));
            List<RexNode> kept = new ArrayList<>();
            for (RexNode condition : RelOptUtil.conjunctions(join.getCondition())) {
                if (mentions(condition)) {
                    conditions.add(outward(RexUtil.shift(condition, width)));
                } else {
                    kept.add(condition);
                }
            }
            RexNode condition = RexUtil.composeConjunction(join.getCluster().getRexBuilder(), kept);
            return Optional.of(new Uncorrelated(
                    LogicalJoin.create(left.rel, right.rel, List.of(), condition, Set.of(), JoinRelType.INNER),
                    conditions));
        }
    }
}
