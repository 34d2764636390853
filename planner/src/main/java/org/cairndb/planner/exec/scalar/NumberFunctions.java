package org.cairndb.planner.exec.scalar;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.scalar.ScalarFunction.Traits;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Functions of numbers. Operands are of the type that the function is named for; null where an operand is null. */
public final class NumberFunctions {
    private static final ColumnType DOUBLE = ColumnType.of(Kind.DOUBLE);
    private static final ColumnType LONG = ColumnType.of(Kind.LONG);
    private static final double LARGEST_FRACTION = 0x1p52;

    private NumberFunctions() {}

    /** A function of a double. */
    public static Expression ofDouble(Expression operand, DoubleUnaryOperator function) {
        return new ScalarFunction(
                DOUBLE,
                List.of(operand),
                Traits.SAFE,
                Kernel.doubles((in, row) -> function.applyAsDouble(in.doubleAt(0, row))));
    }

    /** A function of a double that only takes some values; {@code name} appears in the error for others. */
    public static Expression ofDouble(
            Expression operand, String name, DoublePredicate domain, DoubleUnaryOperator function) {
        return new ScalarFunction(DOUBLE, List.of(operand), Traits.FAILS, Kernel.doubles((in, row) -> {
            double value = in.doubleAt(0, row);
            if (!domain.test(value) && !Double.isNaN(value)) {
                throw new CairnException(
                        ErrorCode.VALUE_OUT_OF_RANGE, "%s of %s is not defined".formatted(name, value));
            }
            return function.applyAsDouble(value);
        }));
    }

    /** A function of two doubles. */
    public static Expression ofDoubles(Expression left, Expression right, DoubleBinaryOperator function) {
        return new ScalarFunction(
                DOUBLE,
                List.of(left, right),
                Traits.SAFE,
                Kernel.doubles((in, row) -> function.applyAsDouble(in.doubleAt(0, row), in.doubleAt(1, row))));
    }

    /** A power; none of a negative number to one that is not whole. */
    public static Expression power(Expression base, Expression exponent) {
        return new ScalarFunction(DOUBLE, List.of(base, exponent), Traits.FAILS, Kernel.doubles((in, row) -> {
            double x = in.doubleAt(0, row);
            double y = in.doubleAt(1, row);
            if (x < 0 && y != Math.rint(y)) {
                throw new CairnException(
                        ErrorCode.VALUE_OUT_OF_RANGE, "The power of %s to %s is not defined".formatted(x, y));
            }
            return y == 0.5 ? Math.sqrt(x) : Math.pow(x, y);
        }));
    }

    /** A function of an integer, refusing results that do not fit by an ArithmeticException. */
    public static Expression ofLong(Expression operand, LongUnaryOperator function) {
        return new ScalarFunction(LONG, List.of(operand), Traits.FAILS, Kernel.longs((in, row) -> {
            try {
                return function.applyAsLong(in.longAt(0, row));
            } catch (ArithmeticException e) {
                throw ScalarErrors.longOverflow();
            }
        }));
    }

    /** A function of two integers that never fails. */
    public static Expression ofLongs(Expression left, Expression right, LongBinaryOperator function) {
        return new ScalarFunction(
                LONG,
                List.of(left, right),
                Traits.SAFE,
                Kernel.longs((in, row) -> function.applyAsLong(in.longAt(0, row), in.longAt(1, row))));
    }

    /**
     * A function of a decimal.
     *
     * @param from type of the operand
     * @param to type of the result, to whose scale it is rounded
     * @param narrow the function on unscaled values, which may throw an ArithmeticException
     * @param exact the same function on any value
     */
    public record DecimalFunction(
            ColumnType from, ColumnType to, LongUnaryOperator narrow, UnaryOperator<BigDecimal> exact) {}

    /** A function of a decimal. */
    public static Expression ofDecimal(Expression operand, DecimalFunction function) {
        NumberRange range = NumberRange.decimal(function.to);
        Kernel narrow = Kernel.longs((in, row) -> {
            try {
                return range.check(function.narrow.applyAsLong(in.longAt(0, row)));
            } catch (ArithmeticException e) {
                throw ScalarErrors.decimalOverflow(function.to);
            }
        });
        Kernel wide = Kernel.values(function.to, (in, row) -> {
            BigDecimal value = DecimalArithmetic.decimalAt(in, 0, row, function.from.scale());
            return range.boxed(range.check(function.exact
                    .apply(value)
                    .setScale(function.to.scale(), RoundingMode.HALF_UP)
                    .unscaledValue()));
        });
        return new ScalarFunction(
                function.to,
                List.of(operand),
                Traits.FAILS,
                (in, size, nulls) -> (in.column(0) instanceof LongColumn ? narrow : wide).apply(in, size, nulls));
    }

    /** Rounds doubles at a number of digits after the point, which is the second operand. */
    public static Expression roundDouble(Expression operand, Expression digits, RoundingMode mode) {
        return new ScalarFunction(DOUBLE, List.of(operand, digits), Traits.SAFE, Kernel.doubles((in, row) -> {
            double value = in.doubleAt(0, row);
            boolean isNumber = !Double.isNaN(value) && !Double.isInfinite(value);
            return isNumber
                    ? BigDecimal.valueOf(value)
                            .setScale((int) in.longAt(1, row), mode)
                            .doubleValue()
                    : value;
        }));
    }

    /** Rounds decimals or integers of a type at a number of digits after the point, which is the second operand, without a change of scale. */
    public static Expression roundExact(Expression operand, Expression digits, ColumnType type, RoundingMode mode) {
        Kernel.ValueCell cell = (in, row) -> {
            BigDecimal value = DecimalArithmetic.decimalAt(in, 0, row, type.scale());
            BigDecimal rounded = value.setScale((int) in.longAt(1, row), mode).setScale(type.scale(), mode);
            NumberRange range =
                    type.kind() == Kind.LONG ? NumberRange.integer("BIGINT", Long.SIZE) : NumberRange.decimal(type);
            return range.boxed(range.check(rounded.unscaledValue()));
        };
        return new ScalarFunction(type, List.of(operand, digits), Traits.FAILS, Kernel.values(type, cell));
    }

    /** Doubles rounded half away from zero to exact numbers. */
    public static Expression toExact(Expression operand, NumberRange range) {
        if (range.type().isLong() && range.type().scale() == 0) {
            return new ScalarFunction(
                    range.type(),
                    List.of(operand),
                    Traits.FAILS,
                    Kernel.longs((in, row) -> toLong(in.doubleAt(0, row), range)));
        }
        return new ScalarFunction(
                range.type(), List.of(operand), Traits.FAILS, Kernel.values(range.type(), (in, row) -> {
                    double value = in.doubleAt(0, row);
                    if (Double.isNaN(value) || Double.isInfinite(value)) {
                        throw ScalarErrors.outOfRange(Double.toString(value), range.name());
                    }
                    return range.boxed(range.check(BigDecimal.valueOf(value)
                            .setScale(range.type().scale(), RoundingMode.HALF_UP)
                            .unscaledValue()));
                }));
    }

    private static long toLong(double value, NumberRange range) {
        double size = Math.abs(value);
        double whole = Math.floor(size);
        double rounded = size < LARGEST_FRACTION && size - whole >= 0.5 ? whole + 1 : whole;
        if (!(rounded < 0x1p63) && value != -0x1p63) {
            throw ScalarErrors.outOfRange(Double.toString(value), range.name());
        }
        return range.check((long) Math.copySign(rounded, value));
    }

    /** Doubles rounded to 32 bits. */
    public static Expression toFloat(Expression operand) {
        return ofDouble(operand, value -> (float) value);
    }

    /** Integers that must lie in a range. */
    public static Expression checked(Expression operand, NumberRange range) {
        return new Rescale(operand, 0, range, true);
    }
}
