package org.cairndb.planner.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.mapping.IntPair;

/** Puts a region together again in the order that was found. */
final class JoinTree {
    private final JoinRegion region;
    private final JoinGraph graph;
    private final RexBuilder rexBuilder;

    JoinTree(JoinRegion region, JoinGraph graph) {
        this.region = region;
        this.graph = graph;
        this.rexBuilder = region.root().getCluster().getRexBuilder();
    }

    /**
     * A part of the result.
     *
     * @param rel its plan
     * @param places the region's place of each of its columns
     */
    private record Part(RelNode rel, List<Integer> places) {}

    /** The region with the root's columns. */
    RelNode build(JoinSearch.Tree tree) {
        Part all = filtered(part(tree), edges(0, 0));
        if (all.places.equals(region.output())) {
            return all.rel;
        }
        List<RexNode> output = region.output().stream()
                .map(place -> (RexNode) rexBuilder.makeInputRef(all.rel, all.places.indexOf(place)))
                .toList();
        return LogicalProject.create(
                all.rel, List.of(), output, region.root().getRowType().getFieldNames(), Set.of());
    }

    private Part part(JoinSearch.Tree tree) {
        JoinSearch.Parts parts = tree.parts();
        if (parts == null) {
            return leaf(Long.numberOfTrailingZeros(tree.factors()));
        }
        Part left = part(parts.left());
        Part right = part(parts.right());
        long rightFactors = parts.right().factors();
        JoinRelType type = graph.typeOf(rightFactors);
        List<RexNode> later = edges(parts.left().factors(), rightFactors);
        if (type != JoinRelType.INNER) {
            List<RexNode> on =
                    graph.factor(Long.numberOfTrailingZeros(rightFactors)).on();
            return filtered(joined(left, right, type, on), later);
        }
        List<RexNode> conditions = new ArrayList<>();
        for (IntPair pair : graph.equalities(parts.left().factors(), rightFactors)) {
            conditions.add(equal(pair.source, pair.target));
        }
        conditions.addAll(later);
        return joined(left, right, type, conditions);
    }

    private List<RexNode> edges(long left, long right) {
        return graph.edges().stream()
                .filter(edge -> (left | right) == 0 ? edge.factors() == 0 : edge.factors() != 0)
                .filter(edge -> (left | right) == 0 || graph.isNewAt(edge, left, right))
                .map(JoinGraph.Edge::condition)
                .toList();
    }

    private Part leaf(int index) {
        JoinRegion.Factor factor = graph.factor(index);
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < factor.width(); i++) {
            places.add(factor.first() + i);
        }
        Part part = new Part(factor.rel(), places);
        if (factor.isDependent()) {
            return part;
        }
        List<RexNode> own = new ArrayList<>();
        graph.edges().stream().filter(edge -> edge.factors() == 1L << index).forEach(edge -> own.add(edge.condition()));
        for (List<Integer> same : graph.classes()) {
            List<Integer> inside = same.stream()
                    .filter(place -> graph.factorOf(place) == index)
                    .toList();
            for (int i = 1; i < inside.size(); i++) {
                own.add(equal(inside.get(0), inside.get(i)));
            }
        }
        return filtered(part, own);
    }

    /** An equality of two places; the types of its operands are put right where it is used. */
    private RexNode equal(int left, int right) {
        return rexBuilder.makeCall(SqlStdOperatorTable.EQUALS, ref(left), ref(right));
    }

    private RexNode ref(int place) {
        JoinRegion.Factor factor = graph.factor(graph.factorOf(place));
        RelDataTypeField field = factor.rel().getRowType().getFieldList().get(place - factor.first());
        return new RexInputRef(place, field.getType());
    }

    private Part filtered(Part part, List<RexNode> conditions) {
        if (conditions.isEmpty()) {
            return part;
        }
        RexNode condition = RexUtil.composeConjunction(
                rexBuilder,
                conditions.stream()
                        .map(c -> inside(c, part.places, part.rel.getRowType().getFieldList()))
                        .toList());
        return new Part(LogicalFilter.create(part.rel, condition), part.places);
    }

    private Part joined(Part left, Part right, JoinRelType type, List<RexNode> conditions) {
        List<Integer> places = new ArrayList<>(left.places);
        places.addAll(right.places);
        List<RelDataTypeField> fields = new ArrayList<>(left.rel.getRowType().getFieldList());
        fields.addAll(right.rel.getRowType().getFieldList());
        RexNode condition = RexUtil.composeConjunction(
                rexBuilder,
                conditions.stream().map(c -> inside(c, places, fields)).toList());
        RelNode join = LogicalJoin.create(left.rel, right.rel, List.of(), condition, Set.of(), type);
        return new Part(join, type.projectsRight() ? places : left.places);
    }

    /** A condition over places as one over the columns of a plan. */
    private static RexNode inside(RexNode condition, List<Integer> places, List<RelDataTypeField> fields) {
        return condition.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                int position = places.indexOf(ref.getIndex());
                return new RexInputRef(position, fields.get(position).getType());
            }
        });
    }
}
