package org.cairndb.planner.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSimplify;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Takes conditions of the form (a AND b) OR (a AND c) apart: what all alternatives have alike becomes a condition of its own, and where each alternative
 * says something of one column above a join, that a row fulfils one of these is said as well, so that it can be checked before the join. Every condition is simplified once.
 */
public final class Alternatives extends RelHomogeneousShuttle {
    private final RexBuilder rexBuilder;
    private final RexSimplify simplify;

    private Alternatives(RelOptCluster cluster) {
        this.rexBuilder = cluster.getRexBuilder();
        RexExecutor folding = Objects.requireNonNull(cluster.getPlanner().getExecutor());
        this.simplify = new RexSimplify(rexBuilder, RelOptPredicateList.EMPTY, folding);
    }

    /** The plan with such conditions taken apart. */
    public static RelNode of(RelNode root) {
        return root.accept(new Alternatives(root.getCluster()));
    }

    @Override
    public RelNode visit(RelNode other) {
        RelNode visited = super.visit(other);
        if (visited instanceof LogicalFilter filter && !RexUtil.SubQueryFinder.containsSubQuery(filter)) {
            RexNode condition = apart(filter.getCondition(), filter.getInput() instanceof LogicalJoin);
            if (condition.isAlwaysFalse()) {
                return LogicalValues.createEmpty(filter.getCluster(), filter.getRowType());
            }
            return condition.isAlwaysTrue()
                    ? filter.getInput()
                    : filter.copy(filter.getTraitSet(), filter.getInput(), condition);
        }
        if (visited instanceof LogicalJoin join && !RexUtil.SubQueryFinder.containsSubQuery(join)) {
            RexNode condition = apart(join.getCondition(), true);
            return join.copy(join.getTraitSet(), condition, join.getLeft(), join.getRight(), join.getJoinType(), false);
        }
        return visited;
    }

    private RexNode apart(RexNode condition, boolean derives) {
        RexNode factored = hasOr(condition) ? apart(condition, rexBuilder, derives) : condition;
        return simplify.simplifyUnknownAsFalse(factored);
    }

    private static boolean hasOr(RexNode condition) {
        return RelOptUtil.conjunctions(condition).stream().anyMatch(c -> c.isA(SqlKind.OR));
    }

    private static RexNode apart(RexNode condition, RexBuilder rexBuilder, boolean derives) {
        List<RexNode> parts = new ArrayList<>();
        for (RexNode part : RelOptUtil.conjunctions(condition)) {
            RexNode factored = part.isA(SqlKind.OR) ? RexUtil.pullFactors(rexBuilder, part) : part;
            for (RexNode each : RelOptUtil.conjunctions(factored)) {
                parts.add(each);
                if (derives && each.isA(SqlKind.OR)) {
                    parts.addAll(byColumn(each, rexBuilder));
                }
            }
        }
        return RexUtil.composeConjunction(rexBuilder, parts);
    }

    /** For every column of which each alternative says something, that one of these holds. */
    private static List<RexNode> byColumn(RexNode alternatives, RexBuilder rexBuilder) {
        if (RelOptUtil.InputFinder.bits(alternatives).cardinality() < 2) {
            return List.of();
        }
        Map<Integer, List<RexNode>> byColumn = new TreeMap<>();
        List<RexNode> all = RelOptUtil.disjunctions(alternatives);
        for (RexNode alternative : all) {
            Map<Integer, List<RexNode>> said = new TreeMap<>();
            for (RexNode part : RelOptUtil.conjunctions(alternative)) {
                ImmutableBitSet columns = RelOptUtil.InputFinder.bits(part);
                if (columns.cardinality() == 1 && !RexUtil.containsCorrelation(part)) {
                    said.computeIfAbsent(columns.nth(0), c -> new ArrayList<>()).add(part);
                }
            }
            said.forEach((column, parts) -> byColumn.computeIfAbsent(column, c -> new ArrayList<>())
                    .add(RexUtil.composeConjunction(rexBuilder, parts)));
        }
        return byColumn.values().stream()
                .filter(said -> said.size() == all.size())
                .map(said -> RexUtil.composeDisjunction(rexBuilder, said))
                .toList();
    }
}
