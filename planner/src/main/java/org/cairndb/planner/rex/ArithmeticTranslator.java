package org.cairndb.planner.rex;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.scalar.Arithmetic.Operation;
import org.cairndb.planner.exec.scalar.Expressions;
import org.cairndb.planner.exec.scalar.NumberFunctions;
import org.cairndb.planner.exec.scalar.NumberRange;
import org.cairndb.planner.exec.scalar.TimeFunctions;

/** Turns +, -, *, / and % on numbers, times and intervals into expressions. */
final class ArithmeticTranslator {
    private static final ColumnType DECIMAL_ZERO = ColumnType.decimal(1, 0);

    private ArithmeticTranslator() {}

    static Optional<Expression> translate(RexTranslator scalars, RexCall call) {
        List<RexNode> operands = call.getOperands();
        ColumnType result = DatomTypes.columnType(call.getType());
        return switch (call.getKind()) {
            case PLUS_PREFIX -> scalars.translate(operands.get(0));
            case MINUS_PREFIX -> negate(scalars, operands.get(0), call.getType());
            default -> operands.size() == 2 ? binary(scalars, call, result) : Optional.empty();
        };
    }

    private static Operation operation(RexCall call) {
        return switch (call.getKind()) {
            case PLUS -> Operation.PLUS;
            case MINUS -> Operation.MINUS;
            case TIMES -> Operation.TIMES;
            case DIVIDE -> Operation.DIVIDE;
            case MOD -> Operation.MODULO;
            default -> throw new IllegalArgumentException("Not arithmetic: " + call);
        };
    }

    private static Optional<Expression> binary(RexTranslator scalars, RexCall call, ColumnType result) {
        RexNode left = call.getOperands().get(0);
        RexNode right = call.getOperands().get(1);
        Operation operation = operation(call);
        return switch (result.kind()) {
            case LONG ->
                both(scalars, call, result)
                        .map(in -> fitted(Expressions.arithmetic(operation, in.get(0), in.get(1)), call.getType()));
            case DOUBLE ->
                both(scalars, call, result).map(in -> Expressions.arithmetic(operation, in.get(0), in.get(1)));
            case DECIMAL -> decimal(scalars, call, result);
            case DATE, TIME, TIMESTAMP -> shift(scalars, call, result);
            case MONTHS, DURATION ->
                isInterval(left) || isInterval(right) ? interval(scalars, call) : difference(scalars, call, result);
            default -> Optional.empty();
        };
    }

    private static Optional<List<Expression>> both(RexTranslator scalars, RexCall call, ColumnType type) {
        RexNode left = call.getOperands().get(0);
        RexNode right = call.getOperands().get(1);
        return scalars.as(left, type).flatMap(a -> scalars.as(right, type).map(b -> List.of(a, b)));
    }

    /** Integers of less than 64 bits are refused where they overflow their type. */
    private static Expression fitted(Expression expression, RelDataType type) {
        return CastTranslator.bits(type) == Long.SIZE
                ? expression
                : NumberFunctions.checked(expression, CastTranslator.range(type));
    }

    private static Optional<Expression> decimal(RexTranslator scalars, RexCall call, ColumnType result) {
        RexNode left = call.getOperands().get(0);
        RexNode right = call.getOperands().get(1);
        ColumnType a = DatomTypes.columnType(left.getType());
        ColumnType b = DatomTypes.columnType(right.getType());
        if (!Conversions.isExact(a) || !Conversions.isExact(b)) {
            return Optional.empty();
        }
        return scalars.translate(left)
                .flatMap(x -> scalars.translate(right)
                        .map(y ->
                                Expressions.decimalArithmetic(operation(call), List.of(x, y), List.of(a, b), result)));
    }

    private static Optional<Expression> negate(RexTranslator scalars, RexNode operand, RelDataType type) {
        ColumnType result = DatomTypes.columnType(type);
        return scalars.translate(operand).flatMap(value -> switch (result.kind()) {
            case LONG ->
                Optional.of(fitted(Expressions.arithmetic(Operation.MINUS, Expressions.constant(0), value), type));
            case MONTHS, DURATION ->
                Optional.of(Expressions.arithmetic(Operation.MINUS, Expressions.constant(0), value));
            case DOUBLE -> Optional.of(NumberFunctions.ofDouble(value, x -> -x));
            case DECIMAL ->
                Optional.of(Expressions.decimalArithmetic(
                        Operation.MINUS,
                        List.of(Expressions.constant(0), value),
                        List.of(DECIMAL_ZERO, DatomTypes.columnType(operand.getType())),
                        result));
            default -> Optional.empty();
        });
    }

    static boolean isInterval(RexNode node) {
        Kind kind = DatomTypes.columnType(node.getType()).kind();
        return kind == Kind.MONTHS || kind == Kind.DURATION;
    }

    /** A date, time or timestamp plus or minus an interval. */
    private static Optional<Expression> shift(RexTranslator scalars, RexCall call, ColumnType result) {
        boolean swapped = isInterval(call.getOperands().get(0));
        RexNode point = call.getOperands().get(swapped ? 1 : 0);
        RexNode interval = call.getOperands().get(swapped ? 0 : 1);
        boolean isMinus = operation(call) == Operation.MINUS;
        if (!isInterval(interval) || isInterval(point) || (swapped && isMinus)) {
            return Optional.empty();
        }
        boolean isMonths = DatomTypes.columnType(interval.getType()).kind() == Kind.MONTHS;
        Optional<Expression> length =
                isMinus ? negate(scalars, interval, interval.getType()) : scalars.translate(interval);
        return scalars.as(point, result)
                .flatMap(p -> length.map(l -> isMonths
                        ? TimeFunctions.addMonths(result.kind(), p, l)
                        : TimeFunctions.addMicros(result.kind(), p, l)));
    }

    /** Two intervals added, or an interval times or divided by a number. */
    private static Optional<Expression> interval(RexTranslator scalars, RexCall call) {
        RexNode left = call.getOperands().get(0);
        RexNode right = call.getOperands().get(1);
        ColumnType a = DatomTypes.columnType(left.getType());
        ColumnType b = DatomTypes.columnType(right.getType());
        boolean isWhole = isWhole(a) && isWhole(b);
        return scalars.translate(left)
                .flatMap(x -> scalars.translate(right).flatMap(y -> {
                    if (isWhole) {
                        return Optional.of(Expressions.arithmetic(operation(call), x, y));
                    }
                    return asNumber(x, a)
                            .flatMap(p -> asNumber(y, b)
                                    .map(q -> NumberFunctions.toExact(
                                            Expressions.arithmetic(operation(call), p, q),
                                            NumberRange.integer("intervals", Long.SIZE))));
                }));
    }

    private static boolean isWhole(ColumnType type) {
        return type.kind() == Kind.LONG || type.kind() == Kind.MONTHS || type.kind() == Kind.DURATION;
    }

    private static Optional<Expression> asNumber(Expression expression, ColumnType type) {
        boolean isInterval = type.kind() == Kind.MONTHS || type.kind() == Kind.DURATION;
        return isInterval
                ? Optional.of(Expressions.toDouble(expression, 0))
                : Conversions.convert(expression, type, Operands.DOUBLE);
    }

    /** What lies between two dates, times or timestamps. */
    private static Optional<Expression> difference(RexTranslator scalars, RexCall call, ColumnType result) {
        if (operation(call) != Operation.MINUS) {
            return Optional.empty();
        }
        Kind left = DatomTypes.columnType(call.getOperands().get(0).getType()).kind();
        if (left == Kind.TIME && result.kind() == Kind.DURATION) {
            return both(scalars, call, ColumnType.of(Kind.TIME))
                    .map(in -> Expressions.arithmetic(Operation.MINUS, in.get(0), in.get(1)));
        }
        if (left != Kind.DATE && left != Kind.TIMESTAMP) {
            return Optional.empty();
        }
        return both(scalars, call, Operands.TIMESTAMP)
                .map(in -> result.kind() == Kind.MONTHS
                        ? TimeFunctions.monthsBetween(Kind.TIMESTAMP, in.get(0), in.get(1))
                        : Expressions.arithmetic(Operation.MINUS, in.get(0), in.get(1)));
    }
}
