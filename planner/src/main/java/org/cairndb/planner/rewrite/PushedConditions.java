package org.cairndb.planner.rewrite;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.cairndb.planner.rel.DatomTableScan;

/**
 * Moves every condition as far down as it goes, into the scan of its table in the end, and makes one projection of several, all in one walk. An outer join
 * whose padded rows a condition above it drops becomes an inner one.
 */
public final class PushedConditions {
    /** How much larger than two projections their merged one may be. */
    private static final int BLOAT = 100;

    private PushedConditions() {}

    /** The plan with its conditions moved down. */
    public static RelNode of(RelNode root) {
        return push(root, List.of());
    }

    /** A node with conditions on its columns. */
    private static RelNode push(RelNode rel, List<RexNode> conditions) {
        if (rel instanceof LogicalFilter filter && isMovable(filter)) {
            return push(filter.getInput(), both(RelOptUtil.conjunctions(filter.getCondition()), conditions));
        }
        if (rel instanceof LogicalProject project) {
            return intoProject(project, conditions);
        }
        if (rel instanceof LogicalJoin join && canBePushedInto(join)) {
            return intoJoin(join, conditions);
        }
        if (rel instanceof LogicalAggregate aggregate) {
            return intoAggregate(aggregate, conditions);
        }
        if (rel instanceof SetOp setOp) {
            return intoSetOp(setOp, conditions);
        }
        return rel instanceof DatomTableScan scan ? intoScan(scan, conditions) : above(inputsPushed(rel), conditions);
    }

    private static boolean isMovable(LogicalFilter filter) {
        return filter.getVariablesSet().isEmpty()
                && RexUtil.isDeterministic(filter.getCondition())
                && !RexUtil.SubQueryFinder.containsSubQuery(filter);
    }

    private static RelNode inputsPushed(RelNode rel) {
        List<RelNode> inputs = new ArrayList<>();
        boolean changed = false;
        for (RelNode input : rel.getInputs()) {
            RelNode pushed = push(input, List.of());
            changed |= pushed != input;
            inputs.add(pushed);
        }
        return changed ? rel.copy(rel.getTraitSet(), inputs) : rel;
    }

    private static RelNode intoProject(LogicalProject project, List<RexNode> conditions) {
        List<RexNode> moved = new ArrayList<>();
        List<RexNode> kept = new ArrayList<>();
        boolean isPlain = !project.containsOver() && !isCorrelated(project) && isDeterministic(project);
        for (RexNode condition : conditions) {
            if (isPlain) {
                moved.add(RelOptUtil.pushPastProject(condition, project));
            } else {
                kept.add(condition);
            }
        }
        RelNode input = push(project.getInput(), moved);
        return above(merged(project, input), kept);
    }

    private static boolean canBeMerged(LogicalProject outer, LogicalProject inner) {
        return outer.getVariablesSet().isEmpty()
                && inner.getVariablesSet().isEmpty()
                && !isCorrelated(outer)
                && !inner.containsOver()
                && isDeterministic(inner);
    }

    private static boolean isCorrelated(LogicalProject project) {
        return project.getProjects().stream().anyMatch(RexUtil::containsCorrelation)
                || RexUtil.SubQueryFinder.containsSubQuery(project);
    }

    private static boolean isDeterministic(LogicalProject project) {
        return project.getProjects().stream().allMatch(RexUtil::isDeterministic);
    }

    /** A projection of another input; none if that gives the same columns anyway. */
    private static RelNode merged(LogicalProject project, RelNode input) {
        RelNode below = input;
        List<RexNode> columns = project.getProjects();
        if (input instanceof LogicalProject inner && canBeMerged(project, inner)) {
            List<RexNode> together = RelOptUtil.pushPastProjectUnlessBloat(columns, inner, BLOAT);
            if (together != null) {
                below = inner.getInput();
                columns = together;
            }
        }
        if (project.getVariablesSet().isEmpty() && RexUtil.isIdentity(columns, below.getRowType())) {
            return below;
        }
        return below == project.getInput()
                ? project
                : project.copy(project.getTraitSet(), below, columns, project.getRowType());
    }

    private static RelNode intoJoin(LogicalJoin join, List<RexNode> conditions) {
        JoinRelType type = RelOptUtil.simplifyJoin(join, ImmutableList.copyOf(conditions), join.getJoinType());
        Split split = new Split(join.getLeft().getRowType().getFieldCount(), join.getRight());
        for (RexNode condition : RelOptUtil.conjunctions(join.getCondition())) {
            split.add(condition, type.canPushLeftFromWithin(), type.canPushRightFromWithin(), split.on);
        }
        List<RexNode> kept = type == JoinRelType.INNER ? split.on : new ArrayList<>();
        for (RexNode condition : conditions) {
            split.add(condition, type.canPushLeftFromAbove(), type.canPushRightFromAbove(), kept);
        }
        RelNode left = push(join.getLeft(), split.left);
        RelNode right = push(join.getRight(), split.right);
        RexNode on = RexUtil.composeConjunction(join.getCluster().getRexBuilder(), distinct(split.on));
        RelNode joined = join.copy(join.getTraitSet(), on, left, right, type, join.isSemiJoinDone());
        RelNode asBefore =
                type == join.getJoinType() ? joined : RelOptUtil.createCastRel(joined, join.getRowType(), false);
        return above(asBefore, type == JoinRelType.INNER ? List.of() : kept);
    }

    private static boolean canBePushedInto(LogicalJoin join) {
        return join.getVariablesSet().isEmpty()
                && RexUtil.isDeterministic(join.getCondition())
                && RexUtil.SubQueryFinder.find(join.getCondition()) == null
                && switch (join.getJoinType()) {
                    case INNER, LEFT, RIGHT, FULL, SEMI, ANTI -> true;
                    case ASOF, LEFT_ASOF, LEFT_MARK -> false;
                };
    }

    /** Conditions on a join by where they go. */
    private static final class Split {
        private final int leftCount;
        private final RelNode rightInput;
        private final List<RexNode> left = new ArrayList<>();
        private final List<RexNode> right = new ArrayList<>();
        private final List<RexNode> on = new ArrayList<>();

        Split(int leftCount, RelNode rightInput) {
            this.leftCount = leftCount;
            this.rightInput = rightInput;
        }

        void add(RexNode condition, boolean toLeft, boolean toRight, List<RexNode> otherwise) {
            ImmutableBitSet columns = RelOptUtil.InputFinder.bits(condition);
            if (toLeft && !columns.isEmpty() && columns.length() <= leftCount) {
                left.add(condition);
            } else if (toRight && !columns.isEmpty() && columns.nextSetBit(0) >= leftCount) {
                right.add(over(condition, column -> column - leftCount, rightInput));
            } else {
                otherwise.add(condition);
            }
        }
    }

    /** What is said of group keys holds for the rows that are grouped. */
    private static RelNode intoAggregate(LogicalAggregate aggregate, List<RexNode> conditions) {
        List<Integer> keys = aggregate.getGroupSet().asList();
        List<RexNode> moved = new ArrayList<>();
        List<RexNode> kept = new ArrayList<>();
        for (RexNode condition : conditions) {
            ImmutableBitSet columns = RelOptUtil.InputFinder.bits(condition);
            boolean areKeys = !columns.isEmpty() && columns.length() <= keys.size();
            if (areKeys
                    && isInEveryGroup(
                            aggregate,
                            ImmutableBitSet.of(
                                    columns.asList().stream().map(keys::get).toList()))) {
                moved.add(over(condition, keys::get, aggregate.getInput()));
            } else {
                kept.add(condition);
            }
        }
        RelNode input = push(aggregate.getInput(), moved);
        RelNode same =
                input == aggregate.getInput() ? aggregate : aggregate.copy(aggregate.getTraitSet(), List.of(input));
        return above(same, kept);
    }

    private static boolean isInEveryGroup(LogicalAggregate aggregate, ImmutableBitSet columns) {
        return aggregate.getGroupSets().stream().allMatch(group -> group.contains(columns));
    }

    private static RelNode intoSetOp(SetOp setOp, List<RexNode> conditions) {
        if (conditions.isEmpty()) {
            return inputsPushed(setOp);
        }
        List<RelNode> inputs = new ArrayList<>();
        for (RelNode input : setOp.getInputs()) {
            inputs.add(push(
                    input,
                    conditions.stream()
                            .map(c -> over(c, column -> column, input))
                            .toList()));
        }
        return setOp.copy(setOp.getTraitSet(), inputs);
    }

    /** A condition over the columns of an input that its own columns come from. */
    private static RexNode over(RexNode condition, IntUnaryOperator columns, RelNode input) {
        List<RelDataTypeField> fields = input.getRowType().getFieldList();
        return condition.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                int column = columns.applyAsInt(ref.getIndex());
                return new RexInputRef(column, fields.get(column).getType());
            }
        });
    }

    private static RelNode intoScan(DatomTableScan scan, List<RexNode> conditions) {
        List<RexNode> moved = new ArrayList<>();
        List<RexNode> kept = new ArrayList<>();
        for (RexNode condition : conditions) {
            (scan.canCheck(condition) ? moved : kept).add(condition);
        }
        return above(moved.isEmpty() ? scan : scan.whereGiven(moved), kept);
    }

    private static RelNode above(RelNode rel, List<RexNode> conditions) {
        List<RexNode> all = distinct(conditions);
        all.removeIf(RexNode::isAlwaysTrue);
        return all.isEmpty()
                ? rel
                : LogicalFilter.create(
                        rel, RexUtil.composeConjunction(rel.getCluster().getRexBuilder(), all));
    }

    private static List<RexNode> distinct(List<RexNode> conditions) {
        return new ArrayList<>(new LinkedHashSet<>(conditions));
    }

    private static List<RexNode> both(List<RexNode> first, List<RexNode> second) {
        List<RexNode> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
