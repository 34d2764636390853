package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.cairndb.planner.exec.join.JoinKind;
import org.cairndb.planner.rel.JoinCondition.KeyPair;
import org.cairndb.planner.rex.DatomTypes;

/** Finds the ways to run a join by looking keys of one input up in an index of the table that the other input is. */
final class LookupJoins {
    private LookupJoins() {}

    static List<RelNode> of(LogicalJoin join) {
        List<RelNode> joins = new ArrayList<>(intoRight(join));
        if (join.getJoinType() == JoinRelType.INNER || join.getJoinType() == JoinRelType.RIGHT) {
            intoRight(swapped(join)).forEach(swapped -> joins.add(inOrder(swapped, join)));
        }
        return joins;
    }

    private static List<RelNode> intoRight(LogicalJoin join) {
        Optional<DatomTableScan> right = JoinRule.scanIn(join.getRight());
        Optional<JoinKind> kind = JoinCondition.kind(join.getJoinType());
        boolean fits = kind.isPresent() && !kind.get().keepsRight();
        if (!fits || right.isEmpty()) {
            return List.of();
        }
        JoinCondition condition = JoinCondition.of(join);
        List<DatomLookupJoin> joins = new ArrayList<>();
        for (int i = 0; i < condition.keys().size(); i++) {
            KeyPair key = condition.keys().get(i);
            int column = key.rightColumn() < 0 ? -1 : right.get().columns().get(key.rightColumn());
            for (AccessPath path : right.get().datomTable().accessPaths()) {
                if (path.column() == column && !key.nullsMatch()) {
                    joins.add(lookup(join, right.get(), path, condition, i));
                }
            }
        }
        return cheapest(joins);
    }

    /** The cheapest of several ways to look up the rows of the same input, or none if there is none. */
    private static List<RelNode> cheapest(List<DatomLookupJoin> joins) {
        return joins.size() < 2
                ? List.copyOf(joins)
                : List.of(Collections.min(joins, Comparator.comparingDouble(DatomLookupJoin::work)));
    }

    private static DatomLookupJoin lookup(
            LogicalJoin join, DatomTableScan right, AccessPath path, JoinCondition condition, int first) {
        List<KeyPair> keys = new ArrayList<>(condition.keys());
        Collections.swap(keys, 0, first);
        JoinCondition ordered = new JoinCondition(keys, condition.rest());
        DatomLookupJoin.Target target = new DatomLookupJoin.Target(
                path,
                DatomTypes.columnType(keys.get(0).left().getType()),
                ordered.spec(join).orElseThrow(),
                join,
                join.getCondition().toString());
        return new DatomLookupJoin(
                join.getCluster().traitSetOf(DatomRel.CONVENTION),
                JoinRule.ours(join.getLeft()),
                DatomIndexScan.forLookup(right, path),
                target);
    }

    /** The same join with its inputs in the other order. */
    private static LogicalJoin swapped(Join join) {
        int leftCount = join.getLeft().getRowType().getFieldCount();
        int rightCount = join.getRight().getRowType().getFieldCount();
        RexNode condition = join.getCondition().accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                int index = ref.getIndex() < leftCount ? ref.getIndex() + rightCount : ref.getIndex() - leftCount;
                return new RexInputRef(index, ref.getType());
            }
        });
        return LogicalJoin.create(
                join.getRight(),
                join.getLeft(),
                List.of(),
                condition,
                join.getVariablesSet(),
                join.getJoinType().swap());
    }

    /** The columns of a swapped join as the join has them. */
    private static RelNode inOrder(RelNode swapped, Join join) {
        RexBuilder rexBuilder = join.getCluster().getRexBuilder();
        int leftCount = join.getLeft().getRowType().getFieldCount();
        int rightCount = join.getRight().getRowType().getFieldCount();
        List<RexNode> back = new ArrayList<>();
        for (int i = 0; i < leftCount + rightCount; i++) {
            back.add(rexBuilder.makeInputRef(swapped, i < leftCount ? rightCount + i : i - leftCount));
        }
        return new DatomProject(swapped.getTraitSet(), swapped, back, join.getRowType());
    }
}
