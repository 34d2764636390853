package org.cairndb.planner.order;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttle;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.mapping.IntPair;
import org.cairndb.planner.estimate.PlanMetadata;
import org.cairndb.planner.rel.DatomTableScan;

/**
 * What is joined in one part of a plan. Its columns are those of all factors, one after the other; conditions and outputs name them by their place in that
 * row.
 */
final class JoinRegion {
    private final RelNode root;
    private final RelShuttle inside;
    private final List<Factor> factors = new ArrayList<>();
    private final List<RexNode> conditions = new ArrayList<>();
    private List<Integer> output = List.of();
    private int width;

    /**
     * One input.
     *
     * @param rel its plan
     * @param first place of its first column
     * @param type INNER, or how it depends on what it is joined to as the right side
     * @param on what a dependent one is joined by
     */
    record Factor(RelNode rel, int first, JoinRelType type, List<RexNode> on) {
        Factor {
            on = List.copyOf(on);
        }

        boolean isDependent() {
            return type != JoinRelType.INNER;
        }

        int width() {
            return rel.getRowType().getFieldCount();
        }
    }

    private JoinRegion(RelNode root, RelShuttle inside) {
        this.root = root;
        this.inside = inside;
    }

    /** Whether a node joins in a way that can be reordered. */
    static boolean canBeginAt(RelNode rel) {
        return rel instanceof LogicalJoin join
                && join.getVariablesSet().isEmpty()
                && RexUtil.isDeterministic(join.getCondition())
                && switch (join.getJoinType()) {
                    case INNER, LEFT, SEMI, ANTI -> true;
                    case RIGHT, FULL, ASOF, LEFT_ASOF, LEFT_MARK -> false;
                };
    }

    /** The region whose topmost join is given; {@code inside} is applied to its factors. */
    static JoinRegion at(RelNode join, RelShuttle inside) {
        JoinRegion region = new JoinRegion(join, inside);
        region.output = region.collect(join);
        return region;
    }

    /** The node that the region takes the place of. */
    RelNode root() {
        return root;
    }

    List<Factor> factors() {
        return factors;
    }

    /** Says of a column what is said of another one that it must be equal to. */
    void imply(int fromFactor, int fromPlace, int toFactor, int toPlace) {
        Factor from = factors.get(fromFactor);
        Factor to = factors.get(toFactor);
        List<RexNode> implied = ImpliedConditions.on(from.rel, fromPlace - from.first);
        if (!implied.isEmpty()) {
            RelNode rel = ImpliedConditions.add(to.rel, toPlace - to.first, implied);
            factors.set(toFactor, new Factor(rel, to.first, to.type, to.on));
        }
    }

    /** Keeps groups from being made whose key a selective table that they must be joined to does not have; a place is a factor and a column of the region. */
    void narrow(IntPair fromPlace, IntPair toPlace, PlanMetadata metadata) {
        Factor from = factors.get(fromPlace.source);
        Factor to = factors.get(toPlace.source);
        int column = fromPlace.target - from.first;
        if (from.rel instanceof DatomTableScan table && GroupedFactors.isSelective(table, column, metadata)) {
            RelNode narrowed = GroupedFactors.narrowed(to.rel, toPlace.target - to.first, table, column);
            if (!narrowed.equals(to.rel)) {
                factors.set(toPlace.source, new Factor(narrowed.accept(inside), to.first, to.type, to.on));
            }
        }
    }

    /** Conditions of inner joins and filters. */
    List<RexNode> conditions() {
        return conditions;
    }

    /** The columns that the root gives, by place. */
    List<Integer> output() {
        return output;
    }

    private List<Integer> collect(RelNode rel) {
        if (canBeginAt(rel)) {
            return collectJoin((LogicalJoin) rel);
        }
        if (rel instanceof LogicalFilter filter && isPlain(filter) && leadsToJoin(filter.getInput())) {
            List<Integer> columns = collect(filter.getInput());
            RelOptUtil.conjunctions(filter.getCondition()).forEach(c -> conditions.add(at(c, columns)));
            return columns;
        }
        if (rel instanceof LogicalProject project && isSelection(project) && leadsToJoin(project.getInput())) {
            List<Integer> columns = collect(project.getInput());
            return project.getProjects().stream()
                    .map(p -> columns.get(((RexInputRef) p).getIndex()))
                    .toList();
        }
        return addFactor(rel, JoinRelType.INNER, List.of());
    }

    private List<Integer> collectJoin(LogicalJoin join) {
        List<Integer> left = collect(join.getLeft());
        List<RexNode> parts = RelOptUtil.conjunctions(join.getCondition());
        if (join.getJoinType() == JoinRelType.INNER) {
            List<Integer> both = new ArrayList<>(left);
            both.addAll(collect(join.getRight()));
            parts.forEach(c -> conditions.add(at(c, both)));
            return both;
        }
        List<Integer> both = new ArrayList<>(left);
        for (int i = 0; i < join.getRight().getRowType().getFieldCount(); i++) {
            both.add(width + i);
        }
        addFactor(
                join.getRight(),
                join.getJoinType(),
                parts.stream().map(c -> at(c, both)).toList());
        return join.getJoinType() == JoinRelType.LEFT ? both : left;
    }

    private List<Integer> addFactor(RelNode rel, JoinRelType type, List<RexNode> on) {
        Factor factor = new Factor(withoutSelection(rel.accept(inside)), width, type, on);
        factors.add(factor);
        width += factor.width();
        List<Integer> columns = new ArrayList<>();
        for (int i = factor.first(); i < width; i++) {
            columns.add(i);
        }
        return columns;
    }

    /** A table instead of some of its columns. */
    private static RelNode withoutSelection(RelNode rel) {
        if (rel instanceof LogicalProject project
                && project.getInput() instanceof DatomTableScan table
                && isSelection(project)) {
            List<Integer> columns = project.getProjects().stream()
                    .map(p -> table.columns().get(((RexInputRef) p).getIndex()))
                    .toList();
            boolean distinct = new HashSet<>(columns).size() == columns.size();
            return distinct ? table.select(columns) : rel;
        }
        return rel;
    }

    private static boolean isPlain(LogicalFilter filter) {
        return filter.getVariablesSet().isEmpty()
                && RexUtil.isDeterministic(filter.getCondition())
                && !RexUtil.SubQueryFinder.containsSubQuery(filter);
    }

    private static boolean isSelection(LogicalProject project) {
        return project.getProjects().stream().allMatch(RexInputRef.class::isInstance);
    }

    private static boolean leadsToJoin(RelNode rel) {
        if (rel instanceof LogicalFilter filter) {
            return isPlain(filter) && leadsToJoin(filter.getInput());
        }
        if (rel instanceof LogicalProject project) {
            return isSelection(project) && leadsToJoin(project.getInput());
        }
        return canBeginAt(rel);
    }

    /** An expression over other columns, whose places are given. */
    static RexNode at(RexNode expression, List<Integer> places) {
        return expression.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                return new RexInputRef(places.get(ref.getIndex()), ref.getType());
            }
        });
    }
}
