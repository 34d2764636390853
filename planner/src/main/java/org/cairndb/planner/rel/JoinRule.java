package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.plan.volcano.RelSubset;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.join.JoinKind;
import org.cairndb.planner.exec.join.JoinSpec;
import org.cairndb.planner.rel.JoinPolicy.Method;
import org.cairndb.planner.rex.RexTranslator;
import org.cairndb.storage.datom.Index;

/** Offers hash, merge and lookup joins for an equality join. */
final class JoinRule extends RelRule<JoinRule.Config> {
    static final Config CONFIG = new Config();

    private JoinRule(Config config) {
        super(config);
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        LogicalJoin join = call.rel(0);
        JoinInfo info = join.analyzeCondition();
        Optional<JoinKind> kind = DatomHashJoin.kind(join.getJoinType());
        if (kind.isEmpty() || info.leftKeys.isEmpty() || !sameKinds(join, info)) {
            return;
        }
        JoinPolicy policy = call.getPlanner().getContext().unwrapOrThrow(JoinPolicy.class);
        if (info.isEqui()) {
            if (policy.allows(Method.HASH)) {
                offerHash(call, join);
            }
            if (policy.allows(Method.LOOKUP)) {
                offerLookup(call, join, kind.get());
            }
            if (policy.allows(Method.MERGE)) {
                offerMerge(call, join, info);
            }
        } else if (join.getJoinType() == JoinRelType.INNER) {
            offerFiltered(call, join, info);
        }
    }

    private static boolean sameKinds(LogicalJoin join, JoinInfo info) {
        List<ColumnType> left = DatomRel.columnTypes(join.getLeft());
        List<ColumnType> right = DatomRel.columnTypes(join.getRight());
        for (int i = 0; i < info.leftKeys.size(); i++) {
            ColumnType a = left.get(info.leftKeys.get(i));
            ColumnType b = right.get(info.rightKeys.get(i));
            boolean same = a.kind() == b.kind() && a.scale() == b.scale() && a.isLong() == b.isLong();
            if (!same || a.kind() == ColumnType.Kind.OTHER) {
                return false;
            }
        }
        return true;
    }

    private static void offerHash(RelOptRuleCall call, LogicalJoin join) {
        RelTraitSet traits = join.getCluster().traitSetOf(DatomRel.CONVENTION);
        RelNode left = ours(join.getLeft());
        RelNode right = ours(join.getRight());
        call.transformTo(new DatomHashJoin(traits, left, right, join.getCondition(), join.getJoinType()));
        if (join.getJoinType() == JoinRelType.INNER) {
            call.transformTo(swapped(join, left, right));
        }
    }

    /** The same join with the left input in the hash table. */
    private static RelNode swapped(LogicalJoin join, RelNode left, RelNode right) {
        RexBuilder rexBuilder = join.getCluster().getRexBuilder();
        RelTraitSet traits = join.getCluster().traitSetOf(DatomRel.CONVENTION);
        int leftCount = left.getRowType().getFieldCount();
        int rightCount = right.getRowType().getFieldCount();
        RexNode condition = join.getCondition().accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                int index = ref.getIndex() < leftCount ? ref.getIndex() + rightCount : ref.getIndex() - leftCount;
                return new RexInputRef(index, ref.getType());
            }
        });
        RelNode swapped = new DatomHashJoin(traits, right, left, condition, JoinRelType.INNER);
        List<RexNode> back = new ArrayList<>();
        for (int i = 0; i < leftCount + rightCount; i++) {
            back.add(rexBuilder.makeInputRef(swapped, i < leftCount ? rightCount + i : i - leftCount));
        }
        return new DatomProject(traits, swapped, back, join.getRowType());
    }

    private static void offerLookup(RelOptRuleCall call, LogicalJoin join, JoinKind kind) {
        Optional<DatomTableScan> right = scanIn(join.getRight());
        if (right.isEmpty() || (kind != JoinKind.INNER && kind != JoinKind.LEFT)) {
            return;
        }
        JoinInfo info = join.analyzeCondition();
        for (int i = 0; i < info.leftKeys.size(); i++) {
            int tableColumn = right.get().columns().get(info.rightKeys.get(i));
            for (AccessPath path : right.get().datomTable().accessPaths()) {
                if (path.column() == tableColumn) {
                    call.transformTo(lookup(join, right.get(), path, i));
                }
            }
        }
    }

    private static RelNode lookup(LogicalJoin join, DatomTableScan right, AccessPath path, int firstKey) {
        JoinInfo info = join.analyzeCondition();
        List<Integer> leftKeys = new ArrayList<>(info.leftKeys);
        List<Integer> rightKeys = new ArrayList<>(info.rightKeys);
        Collections.swap(leftKeys, 0, firstKey);
        Collections.swap(rightKeys, 0, firstKey);
        JoinSpec spec = new JoinSpec(
                DatomHashJoin.kind(join.getJoinType()).orElseThrow(), leftKeys, rightKeys, DatomRel.columnTypes(right));
        double rows = join.getCluster().getMetadataQuery().getRowCount(join);
        return new DatomLookupJoin(
                join.getCluster().traitSetOf(DatomRel.CONVENTION),
                ours(join.getLeft()),
                DatomIndexScan.forLookup(right, path),
                new DatomLookupJoin.Target(path, spec, join.getRowType(), rows));
    }

    private static void offerMerge(RelOptRuleCall call, LogicalJoin join, JoinInfo info) {
        Optional<DatomTableScan> left = scanIn(join.getLeft());
        Optional<DatomTableScan> right = scanIn(join.getRight());
        if (join.getJoinType() != JoinRelType.INNER
                || info.leftKeys.size() != 1
                || left.isEmpty()
                || right.isEmpty()
                || !isOrdered(left.get(), info.leftKeys.get(0))
                || !isOrdered(right.get(), info.rightKeys.get(0))) {
            return;
        }
        boolean rightUnique = isUnique(right.get(), info.rightKeys.get(0));
        if (!rightUnique && !isUnique(left.get(), info.leftKeys.get(0))) {
            return;
        }
        call.transformTo(new DatomMergeJoin(
                join.getCluster().traitSetOf(DatomRel.CONVENTION),
                ordered(join.getLeft(), info.leftKeys.get(0)),
                ordered(join.getRight(), info.rightKeys.get(0)),
                join.getCondition(),
                rightUnique));
    }

    private static boolean isOrdered(DatomTableScan scan, int key) {
        int tableColumn = scan.columns().get(key);
        return scan.datomTable().accessPaths().stream()
                .anyMatch(path ->
                        path.column() == tableColumn && (path.index() == Index.AEVT || path.index() == Index.AVET));
    }

    private static boolean isUnique(DatomTableScan scan, int key) {
        return scan.datomTable().isUnique(scan.columns().get(key));
    }

    private static RelNode ordered(RelNode rel, int key) {
        return RelOptRule.convert(
                rel, rel.getTraitSet().replace(DatomRel.CONVENTION).replace(RelCollations.of(key)));
    }

    /** The equality part as a hash join below a filter with the rest. */
    private static void offerFiltered(RelOptRuleCall call, LogicalJoin join, JoinInfo info) {
        RexBuilder rexBuilder = join.getCluster().getRexBuilder();
        RexNode rest = RexUtil.composeConjunction(rexBuilder, info.nonEquiConditions);
        if (new RexTranslator(rexBuilder).translate(rest).isEmpty()) {
            return;
        }
        RelTraitSet traits = join.getCluster().traitSetOf(DatomRel.CONVENTION);
        RexNode equal = info.getEquiCondition(join.getLeft(), join.getRight(), rexBuilder);
        RelNode hash = new DatomHashJoin(traits, ours(join.getLeft()), ours(join.getRight()), equal, JoinRelType.INNER);
        call.transformTo(new DatomFilter(join.getCluster(), traits, hash, rest));
    }

    private static RelNode ours(RelNode rel) {
        return RelOptRule.convert(rel, rel.getTraitSet().replace(DatomRel.CONVENTION));
    }

    /** The scan that an input of a join is, if it is one. */
    private static Optional<DatomTableScan> scanIn(RelNode rel) {
        if (rel instanceof RelSubset subset) {
            return subset.getRelList().stream()
                    .filter(DatomTableScan.class::isInstance)
                    .map(DatomTableScan.class::cast)
                    .findFirst();
        }
        return rel instanceof DatomTableScan scan ? Optional.of(scan) : Optional.empty();
    }

    /** Matches a logical join. */
    static final class Config extends FixedRuleConfig {
        Config() {
            super("DatomJoinRule", b -> b.operand(LogicalJoin.class).anyInputs());
        }

        @Override
        public JoinRule toRule() {
            return new JoinRule(this);
        }
    }
}
