package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.plan.volcano.RelSubset;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.cairndb.planner.exec.join.Side;
import org.cairndb.planner.rel.JoinCondition.KeyPair;
import org.cairndb.planner.rel.JoinPolicy.Method;
import org.cairndb.planner.rex.RexTranslator;
import org.cairndb.storage.datom.Index;

/** Offers hash, merge and lookup joins for a join with keys, and nested loops for one without. */
final class JoinRule extends RelRule<JoinRule.Config> {
    static final Config CONFIG = new Config();

    private JoinRule(Config config) {
        super(config);
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        LogicalJoin join = call.rel(0);
        JoinCondition condition = JoinCondition.of(join);
        if (condition.spec(join).isEmpty()) {
            return;
        }
        JoinPolicy policy = call.getPlanner().getContext().unwrapOrThrow(JoinPolicy.class);
        if (condition.keys().isEmpty()) {
            offerNestedLoops(call, join);
            return;
        }
        if (policy.allows(Method.HASH)) {
            offerHash(call, join);
        }
        if (policy.allows(Method.LOOKUP)) {
            LookupJoins.of(join).forEach(call::transformTo);
        }
        if (policy.allows(Method.MERGE)) {
            offerMerge(call, join, condition);
        }
    }

    private static void offerNestedLoops(RelOptRuleCall call, LogicalJoin join) {
        call.transformTo(new DatomNestedLoopJoin(join, ours(join.getLeft()), ours(join.getRight()), smaller(join)));
    }

    private static void offerHash(RelOptRuleCall call, LogicalJoin join) {
        call.transformTo(new DatomHashJoin(join, ours(join.getLeft()), ours(join.getRight()), smaller(join)));
    }

    /** The input to hold in memory. */
    private static Side smaller(LogicalJoin join) {
        return HeldJoins.rows(join, Side.LEFT) <= HeldJoins.rows(join, Side.RIGHT) ? Side.LEFT : Side.RIGHT;
    }

    private static void offerMerge(RelOptRuleCall call, LogicalJoin join, JoinCondition condition) {
        Optional<DatomTableScan> left = scanIn(join.getLeft());
        Optional<DatomTableScan> right = scanIn(join.getRight());
        if (join.getJoinType() != JoinRelType.INNER || left.isEmpty() || right.isEmpty()) {
            return;
        }
        for (KeyPair key : condition.keys()) {
            boolean isOrdered = !key.nullsMatch()
                    && isOrdered(left.get(), key.leftColumn())
                    && isOrdered(right.get(), key.rightColumn());
            boolean rightUnique = isOrdered && isUnique(right.get(), key.rightColumn());
            if (rightUnique || (isOrdered && isUnique(left.get(), key.leftColumn()))) {
                merge(join, key, rightUnique).ifPresent(call::transformTo);
                return;
            }
        }
    }

    /** A merge join by one key below a filter with the other conditions. */
    private static Optional<RelNode> merge(LogicalJoin join, KeyPair key, boolean rightUnique) {
        RexBuilder rexBuilder = join.getCluster().getRexBuilder();
        int leftCount = join.getLeft().getRowType().getFieldCount();
        RexNode equality =
                rexBuilder.makeCall(SqlStdOperatorTable.EQUALS, key.left(), RexUtil.shift(key.right(), leftCount));
        RelNode merged = new DatomMergeJoin(
                join.getCluster().traitSetOf(DatomRel.CONVENTION),
                ordered(join.getLeft(), key.leftColumn()),
                ordered(join.getRight(), key.rightColumn()),
                equality,
                rightUnique);
        List<RexNode> others = new ArrayList<>(DatomRules.conjunctions(join.getCondition()));
        others.removeIf(c -> c.equals(equality) || isMirrored(c, equality));
        if (others.isEmpty()) {
            return Optional.of(merged);
        }
        RexNode rest = RexUtil.composeConjunction(rexBuilder, others);
        return new RexTranslator(rexBuilder)
                .translateAll(others)
                .map(covered -> new DatomFilter(join.getCluster(), merged.getTraitSet(), merged, rest));
    }

    private static boolean isMirrored(RexNode condition, RexNode equality) {
        List<RexNode> operands = new ArrayList<>(((RexCall) equality).getOperands());
        Collections.reverse(operands);
        return condition instanceof RexCall call
                && call.getOperator().equals(SqlStdOperatorTable.EQUALS)
                && call.getOperands().equals(operands);
    }

    /** Whether a scan can give its rows in the order of a column. */
    static boolean isOrdered(DatomTableScan scan, int key) {
        if (key < 0) {
            return false;
        }
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

    static RelNode ours(RelNode rel) {
        return RelOptRule.convert(rel, rel.getTraitSet().replace(DatomRel.CONVENTION));
    }

    /** The scan that an input of a join is, if it is one. */
    static Optional<DatomTableScan> scanIn(RelNode rel) {
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
