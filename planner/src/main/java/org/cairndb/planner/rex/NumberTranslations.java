package org.cairndb.planner.rex;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.scalar.Expressions;
import org.cairndb.planner.exec.scalar.NumberFunctions;
import org.cairndb.planner.exec.scalar.NumberFunctions.DecimalFunction;

/** Functions of numbers by name. */
final class NumberTranslations {
    static final Map<String, Translation> BY_NAME = Map.ofEntries(
            Map.entry("ABS", NumberTranslations::abs),
            Map.entry("SIGN", NumberTranslations::sign),
            Map.entry("ROUND", rounding(RoundingMode.HALF_UP)),
            Map.entry("TRUNCATE", rounding(RoundingMode.DOWN)),
            Map.entry("TRUNC", rounding(RoundingMode.DOWN)),
            Map.entry("POWER", Operands.two(Operands.DOUBLE, Operands.DOUBLE, NumberFunctions::power)),
            Map.entry("SQRT", partial("The square root", x -> x >= 0, Math::sqrt)),
            Map.entry("LN", partial("The logarithm", x -> x > 0, Math::log)),
            Map.entry("LOG10", partial("The logarithm", x -> x > 0, Math::log10)),
            Map.entry("LOG", NumberTranslations::log),
            Map.entry("CBRT", total(Math::cbrt)),
            Map.entry("EXP", total(Math::exp)),
            Map.entry("SIN", total(Math::sin)),
            Map.entry("COS", total(Math::cos)),
            Map.entry("TAN", total(Math::tan)),
            Map.entry("COT", total(x -> 1 / Math.tan(x))),
            Map.entry("SEC", total(x -> 1 / Math.cos(x))),
            Map.entry("CSC", total(x -> 1 / Math.sin(x))),
            Map.entry("ASIN", total(Math::asin)),
            Map.entry("ACOS", total(Math::acos)),
            Map.entry("ATAN", total(Math::atan)),
            Map.entry(
                    "ATAN2",
                    Operands.two(
                            Operands.DOUBLE, Operands.DOUBLE, (y, x) -> NumberFunctions.ofDoubles(y, x, Math::atan2))),
            Map.entry("SINH", total(Math::sinh)),
            Map.entry("COSH", total(Math::cosh)),
            Map.entry("TANH", total(Math::tanh)),
            Map.entry("COTH", total(x -> 1 / Math.tanh(x))),
            Map.entry("SECH", total(x -> 1 / Math.cosh(x))),
            Map.entry("CSCH", total(x -> 1 / Math.sinh(x))),
            Map.entry("ASINH", total(x -> Math.copySign(Math.log(Math.abs(x) + Math.sqrt(x * x + 1)), x))),
            Map.entry("ACOSH", total(x -> Math.log(x + Math.sqrt(x * x - 1)))),
            Map.entry("ATANH", total(x -> 0.5 * Math.log((1 + x) / (1 - x)))),
            Map.entry("SIND", total(x -> Math.sin(Math.toRadians(x)))),
            Map.entry("COSD", total(x -> Math.cos(Math.toRadians(x)))),
            Map.entry("TAND", total(x -> Math.tan(Math.toRadians(x)))),
            Map.entry("ASIND", total(x -> Math.toDegrees(Math.asin(x)))),
            Map.entry("ACOSD", total(x -> Math.toDegrees(Math.acos(x)))),
            Map.entry("ATAND", total(x -> Math.toDegrees(Math.atan(x)))),
            Map.entry("DEGREES", total(Math::toDegrees)),
            Map.entry("RADIANS", total(Math::toRadians)),
            Map.entry("PI", (scalars, call) -> Optional.of(constant(Math.PI))),
            Map.entry(
                    "BITAND",
                    Operands.two(
                            Operands.LONG, Operands.LONG, (x, y) -> NumberFunctions.ofLongs(x, y, (a, b) -> a & b))),
            Map.entry(
                    "&",
                    Operands.two(
                            Operands.LONG, Operands.LONG, (x, y) -> NumberFunctions.ofLongs(x, y, (a, b) -> a & b))),
            Map.entry(
                    "BITOR",
                    Operands.two(
                            Operands.LONG, Operands.LONG, (x, y) -> NumberFunctions.ofLongs(x, y, (a, b) -> a | b))),
            Map.entry(
                    "BITXOR",
                    Operands.two(
                            Operands.LONG, Operands.LONG, (x, y) -> NumberFunctions.ofLongs(x, y, (a, b) -> a ^ b))),
            Map.entry(
                    "^",
                    Operands.two(
                            Operands.LONG, Operands.LONG, (x, y) -> NumberFunctions.ofLongs(x, y, (a, b) -> a ^ b))),
            Map.entry(
                    "<<",
                    Operands.two(
                            Operands.LONG, Operands.LONG, (x, y) -> NumberFunctions.ofLongs(x, y, (a, b) -> a << b))),
            Map.entry(
                    "LEFTSHIFT",
                    Operands.two(
                            Operands.LONG, Operands.LONG, (x, y) -> NumberFunctions.ofLongs(x, y, (a, b) -> a << b))),
            Map.entry("BITNOT", Operands.one(Operands.LONG, x -> NumberFunctions.ofLong(x, a -> ~a))));

    private NumberTranslations() {}

    private static Expression constant(double value) {
        double[] values = new double[1];
        values[0] = value;
        return Expressions.constant(new DoubleColumn(values, 0, 1));
    }

    private static Translation total(DoubleUnaryOperator function) {
        return Operands.one(Operands.DOUBLE, x -> NumberFunctions.ofDouble(x, function));
    }

    private static Translation partial(String name, DoublePredicate domain, DoubleUnaryOperator function) {
        return Operands.one(Operands.DOUBLE, x -> NumberFunctions.ofDouble(x, name, domain, function));
    }

    private static Optional<Expression> log(RexTranslator scalars, RexCall call) {
        Translation one = partial("The logarithm", x -> x > 0, Math::log10);
        Translation two = Operands.two(
                Operands.DOUBLE,
                Operands.DOUBLE,
                (base, x) -> NumberFunctions.ofDoubles(base, x, (b, value) -> Math.log(value) / Math.log(b)));
        return (call.getOperands().size() == 1 ? one : two).apply(scalars, call);
    }

    private static ColumnType typeOf(RexNode node) {
        return DatomTypes.columnType(node.getType());
    }

    private static Optional<Expression> abs(RexTranslator scalars, RexCall call) {
        return unary(scalars, call, Math::absExact, Math::abs, BigDecimal::abs);
    }

    private static Optional<Expression> sign(RexTranslator scalars, RexCall call) {
        long one = (long) Math.pow(10, typeOf(call).scale());
        return unary(scalars, call, Long::signum, Math::signum, x -> BigDecimal.valueOf(x.signum()), one);
    }

    private static Optional<Expression> unary(
            RexTranslator scalars,
            RexCall call,
            LongUnaryOperator ofLong,
            DoubleUnaryOperator ofDouble,
            UnaryOperator<BigDecimal> ofDecimal) {
        return unary(scalars, call, ofLong, ofDouble, ofDecimal, 1);
    }

    private static Optional<Expression> unary(
            RexTranslator scalars,
            RexCall call,
            LongUnaryOperator ofLong,
            DoubleUnaryOperator ofDouble,
            UnaryOperator<BigDecimal> ofDecimal,
            long factor) {
        RexNode operand = call.getOperands().get(0);
        ColumnType from = typeOf(operand);
        ColumnType to = typeOf(call);
        return scalars.translate(operand).flatMap(value -> switch (from.kind()) {
            case LONG -> Optional.of(NumberFunctions.ofLong(value, ofLong));
            case DOUBLE -> Optional.of(NumberFunctions.ofDouble(value, ofDouble));
            case DECIMAL ->
                Optional.of(NumberFunctions.ofDecimal(
                        value, new DecimalFunction(from, to, x -> ofLong.applyAsLong(x) * factor, ofDecimal)));
            default -> Optional.empty();
        });
    }

    /** FLOOR and CEIL of a number. */
    static Optional<Expression> whole(RexTranslator scalars, RexCall call, boolean isFloor) {
        RexNode operand = call.getOperands().get(0);
        ColumnType from = typeOf(operand);
        long unit = from.scale() <= 18 ? (long) Math.pow(10, from.scale()) : 0;
        RoundingMode mode = isFloor ? RoundingMode.FLOOR : RoundingMode.CEILING;
        LongUnaryOperator narrow = x -> unit == 0
                ? BigDecimal.valueOf(x, from.scale()).setScale(0, mode).longValueExact()
                : isFloor ? Math.floorDiv(x, unit) : -Math.floorDiv(-x, unit);
        return scalars.translate(operand).flatMap(value -> switch (from.kind()) {
            case LONG -> Optional.of(value);
            case DOUBLE -> Optional.of(NumberFunctions.ofDouble(value, isFloor ? Math::floor : Math::ceil));
            case DECIMAL ->
                Optional.of(NumberFunctions.ofDecimal(
                        value, new DecimalFunction(from, typeOf(call), narrow, x -> x.setScale(0, mode))));
            default -> Optional.empty();
        });
    }

    private static Translation rounding(RoundingMode mode) {
        return (scalars, call) -> {
            List<RexNode> operands = call.getOperands();
            ColumnType from = typeOf(operands.get(0));
            Optional<Expression> digits = operands.size() < 2
                    ? Optional.of(Expressions.constant(0))
                    : scalars.as(operands.get(1), Operands.LONG);
            if (!Conversions.isNumber(from)) {
                return Optional.empty();
            }
            return scalars.translate(operands.get(0))
                    .flatMap(value -> digits.map(d -> from.kind() == Kind.DOUBLE
                            ? NumberFunctions.roundDouble(value, d, mode)
                            : NumberFunctions.roundExact(value, d, from, mode)));
        };
    }
}
