package org.cairndb.planner.rewrite;

import com.google.common.collect.ImmutableSet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * Makes semi and anti joins of conditions EXISTS, IN and their opposites. A subquery that names columns of the outer query can be moved if it does so only
 * in conditions; the others are left alone.
 */
public final class SemiJoins extends RelHomogeneousShuttle {
    private final RexShuttle insideSubQueries = new RexShuttle() {
        @Override
        public RexNode visitSubQuery(RexSubQuery subQuery) {
            RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subQuery);
            return visited.clone(visited.rel.accept(SemiJoins.this));
        }
    };

    private SemiJoins() {}

    /** The plan with joins in the place of such conditions. */
    public static RelNode of(RelNode root) {
        return root.accept(new SemiJoins());
    }

    @Override
    public RelNode visit(RelNode other) {
        RelNode visited = super.visit(other).accept(insideSubQueries);
        if (!(visited instanceof LogicalFilter filter)
                || !RexUtil.SubQueryFinder.containsSubQuery(filter)
                || filter.getVariablesSet().size() > 1) {
            return visited;
        }
        return rewrite(filter);
    }

    private static RelNode rewrite(LogicalFilter filter) {
        List<RexNode> plain = new ArrayList<>();
        List<RexNode> left = new ArrayList<>();
        List<Existence> moved = new ArrayList<>();
        Set<CorrelationId> variables = filter.getVariablesSet();
        for (RexNode condition : conjunctions(filter.getCondition())) {
            Optional<Existence> existence = Existence.of(condition, variables, filter.getInput());
            if (existence.isPresent()) {
                moved.add(existence.get());
            } else {
                (RexUtil.SubQueryFinder.find(condition) == null ? plain : left).add(condition);
            }
        }
        RelNode rel = filtered(filter.getInput(), plain, Set.of());
        for (Existence existence : moved) {
            rel = existence.join(rel);
        }
        return moved.isEmpty() ? filter : filtered(rel, left, variables);
    }

    /** What must be true; a filter takes null for false, so IS TRUE says nothing more. */
    private static List<RexNode> conjunctions(RexNode condition) {
        List<RexNode> conditions = new ArrayList<>();
        for (RexNode part : RelOptUtil.conjunctions(condition)) {
            if (part.isA(SqlKind.IS_TRUE)) {
                conditions.addAll(conjunctions(((RexCall) part).getOperands().get(0)));
            } else {
                conditions.add(part);
            }
        }
        return conditions;
    }

    private static RelNode filtered(RelNode input, List<RexNode> conditions, Set<CorrelationId> variables) {
        if (conditions.isEmpty()) {
            return input;
        }
        RexNode condition = RexUtil.composeConjunction(input.getCluster().getRexBuilder(), conditions);
        return LogicalFilter.create(input, condition, ImmutableSet.copyOf(variables));
    }

    /**
     * That a subquery has a row, or has none.
     *
     * @param type SEMI or ANTI
     * @param subQuery its plan without the conditions on the outer query
     * @param conditions conditions over the columns of the outer query and those of the subquery behind them
     * @param nullable for NOT IN: pairs of values that are compared, any of which may be null
     */
    private record Existence(JoinRelType type, RelNode subQuery, List<RexNode> conditions, List<RexNode> nullable) {
        static Optional<Existence> of(RexNode condition, Set<CorrelationId> variables, RelNode outer) {
            if (condition instanceof RexSubQuery subQuery) {
                return of(subQuery, JoinRelType.SEMI, variables, outer);
            }
            return condition.isA(SqlKind.NOT)
                            && ((RexCall) condition).getOperands().get(0) instanceof RexSubQuery negated
                    ? of(negated, JoinRelType.ANTI, variables, outer)
                    : Optional.empty();
        }

        private static Optional<Existence> of(
                RexSubQuery subQuery, JoinRelType type, Set<CorrelationId> variables, RelNode outer) {
            boolean fits = subQuery.getKind() == SqlKind.EXISTS || subQuery.getKind() == SqlKind.IN;
            if (!fits || subQuery.getOperands().stream().anyMatch(o -> RexUtil.SubQueryFinder.find(o) != null)) {
                return Optional.empty();
            }
            int width = outer.getRowType().getFieldCount();
            RexBuilder rexBuilder = outer.getCluster().getRexBuilder();
            return Uncorrelated.of(subQuery.rel, variables, width).map(plan -> {
                List<RexNode> conditions = new ArrayList<>(plan.conditions());
                List<RexNode> nullable = new ArrayList<>();
                for (int i = 0; i < subQuery.getOperands().size(); i++) {
                    RexNode asked = subQuery.getOperands().get(i);
                    RexNode found = RexUtil.shift(rexBuilder.makeInputRef(plan.rel(), i), width);
                    conditions.add(rexBuilder.makeCall(SqlStdOperatorTable.EQUALS, asked, found));
                    if (type == JoinRelType.ANTI) {
                        nullable.add(asked);
                        nullable.add(found);
                    }
                }
                return new Existence(type, plan.rel(), conditions, nullable);
            });
        }

        RelNode join(RelNode outer) {
            RexBuilder rexBuilder = outer.getCluster().getRexBuilder();
            RelNode joined = join(outer, subQuery, conditions);
            if (nullable.stream().noneMatch(value -> value.getType().isNullable())) {
                return joined;
            }
            return withoutUnknown(joined, rexBuilder);
        }

        private RelNode join(RelNode outer, RelNode right, List<RexNode> on) {
            RexNode condition = RexUtil.composeConjunction(outer.getCluster().getRexBuilder(), on);
            return LogicalJoin.create(outer, right, List.of(), condition, Set.of(), type);
        }

        /** Without rows of which NOT IN is unknown: those that are null themselves or meet a null, unless the subquery has no row for them. */
        private RelNode withoutUnknown(RelNode outer, RexBuilder rexBuilder) {
            List<RexNode> unknown = nullable.stream()
                    .filter(value -> value.getType().isNullable())
                    .map(value -> rexBuilder.makeCall(SqlStdOperatorTable.IS_NULL, value))
                    .toList();
            int width = outer.getRowType().getFieldCount();
            RelNode rel = outer;
            for (RexNode isNull : unknown) {
                boolean ofOuter = RelOptUtil.InputFinder.bits(isNull).nextSetBit(width) < 0;
                RelNode right = ofOuter ? subQuery : LogicalFilter.create(subQuery, RexUtil.shift(isNull, -width));
                RelNode one = LogicalSort.create(
                        right, RelCollations.EMPTY, null, rexBuilder.makeExactLiteral(BigDecimal.ONE));
                rel = join(rel, one, ofOuter ? List.of(isNull) : List.of());
            }
            return rel;
        }
    }
}
