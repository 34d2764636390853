package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.join.JoinKeys;
import org.cairndb.planner.exec.join.JoinKind;
import org.cairndb.planner.exec.join.JoinSpec;
import org.cairndb.planner.exec.join.PairCondition;
import org.cairndb.planner.rex.DatomTypes;
import org.cairndb.planner.rex.RexTranslator;

/**
 * The condition of a join, taken apart.
 *
 * @param keys pairs of expressions, one over each input, that must be equal
 * @param rest what else must hold, over the columns of both inputs
 */
record JoinCondition(List<KeyPair> keys, List<RexNode> rest) {
    /** Copies the lists. */
    JoinCondition {
        keys = List.copyOf(keys);
        rest = List.copyOf(rest);
    }

    /**
     * Expressions of the same run-time kind that must be equal.
     *
     * @param left over the left input
     * @param right over the right input
     * @param nullsMatch whether null is equal to null
     */
    record KeyPair(RexNode left, RexNode right, boolean nullsMatch) {
        /** The column of the left input that the key is, or -1. */
        int leftColumn() {
            return column(left);
        }

        /** The column of the right input that the key is, or -1. */
        int rightColumn() {
            return column(right);
        }

        private static int column(RexNode node) {
            return node instanceof RexInputRef input ? input.getIndex() : -1;
        }
    }

    static JoinCondition of(Join join) {
        RexBuilder rexBuilder = join.getCluster().getRexBuilder();
        int leftCount = join.getLeft().getRowType().getFieldCount();
        List<KeyPair> keys = new ArrayList<>();
        List<RexNode> rest = new ArrayList<>();
        for (RexNode part : RelOptUtil.conjunctions(join.getCondition())) {
            RexNode condition = part instanceof RexCall call
                    ? RelOptUtil.collapseExpandedIsNotDistinctFromExpr(call, rexBuilder)
                    : part;
            Optional<KeyPair> pair = pairOf(condition, leftCount);
            Optional<KeyPair> comparable = pair.flatMap(p -> comparable(p, rexBuilder));
            comparable.ifPresentOrElse(keys::add, () -> {
                pair.flatMap(p -> approximate(p, rexBuilder)).ifPresent(keys::add);
                rest.add(condition);
            });
        }
        return new JoinCondition(keys, rest);
    }

    private static Optional<KeyPair> pairOf(RexNode condition, int leftCount) {
        if (!condition.isA(SqlKind.EQUALS) && !condition.isA(SqlKind.IS_NOT_DISTINCT_FROM)) {
            return Optional.empty();
        }
        List<RexNode> operands = ((RexCall) condition).getOperands();
        boolean nullsMatch = condition.isA(SqlKind.IS_NOT_DISTINCT_FROM);
        return pairOf(operands.get(0), operands.get(1), leftCount, nullsMatch)
                .or(() -> pairOf(operands.get(1), operands.get(0), leftCount, nullsMatch));
    }

    private static Optional<KeyPair> pairOf(RexNode left, RexNode right, int leftCount, boolean nullsMatch) {
        ImmutableBitSet leftInputs = RelOptUtil.InputFinder.bits(left);
        ImmutableBitSet rightInputs = RelOptUtil.InputFinder.bits(right);
        boolean fits = !leftInputs.isEmpty()
                && !rightInputs.isEmpty()
                && leftInputs.length() <= leftCount
                && rightInputs.nextSetBit(0) >= leftCount
                && !RexUtil.containsCorrelation(left)
                && !RexUtil.containsCorrelation(right);
        return fits ? Optional.of(new KeyPair(left, RexUtil.shift(right, -leftCount), nullsMatch)) : Optional.empty();
    }

    /** The pair with both sides of one run-time kind, if that loses nothing and we can compute it. */
    private static Optional<KeyPair> comparable(KeyPair pair, RexBuilder rexBuilder) {
        ColumnType left = DatomTypes.columnType(pair.left.getType());
        ColumnType right = DatomTypes.columnType(pair.right.getType());
        if (left.kind() == Kind.OTHER || right.kind() == Kind.OTHER) {
            return Optional.empty();
        }
        boolean same = left.scale() == right.scale() && (left.kind() == right.kind() || bothUnscaled(left, right));
        if (same) {
            return covered(pair, rexBuilder);
        }
        RelDataTypeFactory factory = rexBuilder.getTypeFactory();
        RelDataType common = factory.leastRestrictive(List.of(pair.left.getType(), pair.right.getType()));
        boolean keepsDigits = common != null
                && DatomTypes.keepsDigits(pair.left.getType(), common)
                && DatomTypes.keepsDigits(pair.right.getType(), common);
        return common == null || !keepsDigits ? Optional.empty() : covered(cast(pair, common, rexBuilder), rexBuilder);
    }

    private static boolean bothUnscaled(ColumnType left, ColumnType right) {
        return isExact(left) && isExact(right);
    }

    private static boolean isExact(ColumnType type) {
        return type.kind() == Kind.LONG || type.kind() == Kind.DECIMAL;
    }

    /** The pair as doubles, which are equal where the numbers are; the condition has to be checked beside it. */
    private static Optional<KeyPair> approximate(KeyPair pair, RexBuilder rexBuilder) {
        boolean numbers = isNumber(pair.left) && isNumber(pair.right) && !pair.nullsMatch;
        RelDataType type = rexBuilder.getTypeFactory().createSqlType(SqlTypeName.DOUBLE);
        return numbers ? covered(cast(pair, type, rexBuilder), rexBuilder) : Optional.empty();
    }

    private static boolean isNumber(RexNode node) {
        ColumnType type = DatomTypes.columnType(node.getType());
        return isExact(type) || type.kind() == Kind.DOUBLE;
    }

    private static KeyPair cast(KeyPair pair, RelDataType type, RexBuilder rexBuilder) {
        return new KeyPair(cast(pair.left, type, rexBuilder), cast(pair.right, type, rexBuilder), pair.nullsMatch);
    }

    private static RexNode cast(RexNode node, RelDataType type, RexBuilder rexBuilder) {
        RelDataTypeFactory factory = rexBuilder.getTypeFactory();
        return rexBuilder.makeCast(
                factory.createTypeWithNullability(type, node.getType().isNullable()), node);
    }

    private static Optional<KeyPair> covered(KeyPair pair, RexBuilder rexBuilder) {
        return new RexTranslator(rexBuilder)
                .translateAll(List.of(pair.left, pair.right))
                .map(both -> pair);
    }

    /** How a kind of join is named at run time, if there is an operator for it. */
    static Optional<JoinKind> kind(JoinRelType type) {
        return switch (type) {
            case INNER -> Optional.of(JoinKind.INNER);
            case LEFT -> Optional.of(JoinKind.LEFT);
            case RIGHT -> Optional.of(JoinKind.RIGHT);
            case FULL -> Optional.of(JoinKind.FULL);
            case SEMI -> Optional.of(JoinKind.SEMI);
            case ANTI -> Optional.of(JoinKind.ANTI);
            case ASOF, LEFT_ASOF, LEFT_MARK -> Optional.empty();
        };
    }

    /** The join for our operators, if they cover its kind and its condition. */
    Optional<JoinSpec> spec(Join join) {
        RexBuilder rexBuilder = join.getCluster().getRexBuilder();
        return kind(join.getJoinType())
                .flatMap(kind -> pairCondition(join, rexBuilder)
                        .map(condition -> new JoinSpec(
                                kind,
                                joinKeys(rexBuilder),
                                condition,
                                DatomRel.columnTypes(join.getLeft()),
                                DatomRel.columnTypes(join.getRight()))));
    }

    private JoinKeys joinKeys(RexBuilder rexBuilder) {
        return new JoinKeys(
                keys.stream().map(k -> key(k.left, k.leftColumn(), rexBuilder)).toList(),
                keys.stream()
                        .map(k -> key(k.right, k.rightColumn(), rexBuilder))
                        .toList(),
                keys.stream().map(KeyPair::nullsMatch).toList());
    }

    private static JoinKeys.Key key(RexNode node, int column, RexBuilder rexBuilder) {
        return new JoinKeys.Key(
                column, new RexTranslator(rexBuilder).translate(node).orElseThrow());
    }

    private Optional<PairCondition> pairCondition(RelNode join, RexBuilder rexBuilder) {
        int leftCount = join.getInput(0).getRowType().getFieldCount();
        ImmutableBitSet used = RelOptUtil.InputFinder.bits(rest, null);
        List<Integer> seen = used.asList();
        boolean correlated = rest.stream().anyMatch(RexUtil::containsCorrelation);
        RexTranslator translator = new RexTranslator(rexBuilder, seen::indexOf);
        Optional<List<Expression>> conditions = correlated ? Optional.empty() : translator.translateAll(rest);
        return conditions.map(expressions -> new PairCondition(
                seen.stream().filter(c -> c < leftCount).toList(),
                seen.stream()
                        .filter(c -> c >= leftCount)
                        .map(c -> c - leftCount)
                        .toList(),
                expressions));
    }
}
