package org.cairndb.planner.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Takes conditions of the form (a AND b) OR (a AND c) apart: what all alternatives have alike becomes a condition of its own, and where each alternative
 * says something of one column above a join, that a row fulfils one of these is said as well, so that it can be checked before the join.
 */
public final class Alternatives extends RelHomogeneousShuttle {
    private Alternatives() {}

    /** The plan with such conditions taken apart. */
    public static RelNode of(RelNode root) {
        return root.accept(new Alternatives());
    }

    @Override
    public RelNode visit(RelNode other) {
        RelNode visited = super.visit(other);
        RexBuilder rexBuilder = visited.getCluster().getRexBuilder();
        if (visited instanceof LogicalFilter filter && hasOr(filter.getCondition())) {
            boolean aboveJoin = filter.getInput() instanceof LogicalJoin;
            RexNode condition = apart(filter.getCondition(), rexBuilder, aboveJoin);
            return filter.copy(filter.getTraitSet(), filter.getInput(), condition);
        }
        if (visited instanceof LogicalJoin join && hasOr(join.getCondition())) {
            RexNode condition = apart(join.getCondition(), rexBuilder, true);
            return join.copy(join.getTraitSet(), condition, join.getLeft(), join.getRight(), join.getJoinType(), false);
        }
        return visited;
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
