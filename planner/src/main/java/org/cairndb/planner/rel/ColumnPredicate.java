package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.scalar.Comparison;
import org.cairndb.planner.range.Predicate;
import org.cairndb.planner.rex.DatomTypes;
import org.cairndb.planner.rex.RexTranslator;

/**
 * A condition on one column that key ranges can narrow.
 *
 * @param column ordinal of the column
 * @param predicate what the ranges come from
 * @param isExact whether every row in the ranges fulfils the condition, so that it need not be checked again
 * @param known when the ranges are known
 * @param isEquality whether the column has one value in all rows
 */
record ColumnPredicate(int column, Predicate predicate, boolean isExact, Known known, boolean isEquality) {
    /** When the values of a condition are known. */
    enum Known {
        /** When it is planned. */
        ALWAYS,
        /** When an execution begins. */
        AT_START,
        /** When an execution comes to it. */
        LATE;

        Known later(Known other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    /** Whether the ranges are the same in every execution. */
    boolean isConstant() {
        return known == Known.ALWAYS;
    }

    /** What a condition says of one column, if it does. */
    static Optional<ColumnPredicate> of(RexNode condition, RexBuilder rexBuilder) {
        if (!(condition instanceof RexCall call)) {
            return Optional.empty();
        }
        return switch (call.getKind()) {
            case EQUALS -> compare(call, Comparison.Operator.EQUAL, rexBuilder);
            case LESS_THAN -> compare(call, Comparison.Operator.LESS, rexBuilder);
            case LESS_THAN_OR_EQUAL -> compare(call, Comparison.Operator.AT_MOST, rexBuilder);
            case GREATER_THAN -> compare(call, Comparison.Operator.GREATER, rexBuilder);
            case GREATER_THAN_OR_EQUAL -> compare(call, Comparison.Operator.AT_LEAST, rexBuilder);
            case SEARCH -> of(RexUtil.expandSearch(rexBuilder, null, call), rexBuilder);
            case IS_NOT_NULL ->
                call.getOperands().get(0) instanceof RexInputRef column
                        ? Optional.of(new ColumnPredicate(
                                column.getIndex(), new Predicate.Present(), true, Known.ALWAYS, false))
                        : Optional.empty();
            case OR -> either(call, rexBuilder);
            case AND -> conjunction(call, rexBuilder);
            case LIKE -> like(call, rexBuilder);
            default -> Optional.empty();
        };
    }

    private static Optional<ColumnPredicate> compare(
            RexCall call, Comparison.Operator operator, RexBuilder rexBuilder) {
        RexNode left = call.getOperands().get(0);
        RexNode right = call.getOperands().get(1);
        if (left instanceof RexInputRef column && isValue(right)) {
            return compare(column, operator, right, rexBuilder);
        }
        if (right instanceof RexInputRef column && isValue(left)) {
            return compare(column, operator.mirrored(), left, rexBuilder);
        }
        return Optional.empty();
    }

    private static Optional<ColumnPredicate> compare(
            RexInputRef column, Comparison.Operator operator, RexNode value, RexBuilder rexBuilder) {
        ColumnType columnType = DatomTypes.columnType(column.getType());
        ColumnType valueType = DatomTypes.columnType(value.getType());
        boolean bothNumbers = isNumber(columnType) && isNumber(valueType);
        if (!bothNumbers && columnType.kind() != valueType.kind()) {
            return Optional.empty();
        }
        Known known = known(value);
        boolean equality = operator == Comparison.Operator.EQUAL;
        return new RexTranslator(rexBuilder)
                .translate(value)
                .map(expression -> new ColumnPredicate(
                        column.getIndex(),
                        new Predicate.Compare(operator, expression, valueType),
                        true,
                        known,
                        equality));
    }

    private static Optional<ColumnPredicate> either(RexCall call, RexBuilder rexBuilder) {
        return merge(call, rexBuilder, false);
    }

    private static Optional<ColumnPredicate> conjunction(RexCall call, RexBuilder rexBuilder) {
        return merge(call, rexBuilder, true);
    }

    private static Optional<ColumnPredicate> merge(RexCall call, RexBuilder rexBuilder, boolean isAnd) {
        List<Predicate> parts = new ArrayList<>();
        boolean exact = true;
        Known known = Known.ALWAYS;
        int column = -1;
        for (RexNode operand : call.getOperands()) {
            ColumnPredicate part = of(operand, rexBuilder).orElse(null);
            if (part == null || (column >= 0 && column != part.column)) {
                return Optional.empty();
            }
            column = part.column;
            exact &= part.isExact;
            known = known.later(part.known);
            parts.add(part.predicate);
        }
        Predicate merged = isAnd
                ? new Predicate.Either(List.of(parts))
                : new Predicate.Either(parts.stream().map(List::of).toList());
        return Optional.of(new ColumnPredicate(column, merged, exact, known, false));
    }

    private static Optional<ColumnPredicate> like(RexCall call, RexBuilder rexBuilder) {
        if (!call.getOperator().equals(SqlStdOperatorTable.LIKE)
                || call.getOperands().size() != 2
                || !(call.getOperands().get(0) instanceof RexInputRef column)
                || !isValue(call.getOperands().get(1))) {
            return Optional.empty();
        }
        RexNode pattern = call.getOperands().get(1);
        return new RexTranslator(rexBuilder)
                .translate(pattern)
                .map(expression -> new ColumnPredicate(
                        column.getIndex(), new Predicate.Prefix(expression), false, known(pattern), false));
    }

    private static boolean isNumber(ColumnType type) {
        return switch (type.kind()) {
            case LONG, DOUBLE, DECIMAL -> true;
            case BOOLEAN, DATE, TIME, TIMESTAMP, TEXT, BYTES, UUID, MONTHS, DURATION, OTHER -> false;
        };
    }

    /** Whether a node has no columns, so that it has one value in an execution. */
    private static boolean isValue(RexNode node) {
        return RelOptUtil.InputFinder.bits(node).isEmpty() && !RexUtil.containsCorrelation(node);
    }

    private static Known known(RexNode node) {
        Known[] latest = {Known.ALWAYS};
        node.accept(new RexVisitorImpl<Void>(true) {
            @Override
            public Void visitDynamicParam(RexDynamicParam parameter) {
                boolean isGiven = parameter.getIndex() < ExecutionContext.FIRST_BOUND_PARAMETER;
                latest[0] = latest[0].later(isGiven ? Known.AT_START : Known.LATE);
                return super.visitDynamicParam(parameter);
            }

            @Override
            public Void visitCall(RexCall call) {
                if (call.getOperator().isDynamicFunction()) {
                    latest[0] = latest[0].later(Known.AT_START);
                }
                return super.visitCall(call);
            }
        });
        return RexUtil.isConstant(node) ? latest[0] : Known.LATE;
    }
}
