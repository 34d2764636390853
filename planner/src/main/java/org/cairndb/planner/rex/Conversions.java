package org.cairndb.planner.rex;

import java.util.Optional;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.scalar.Arithmetic;
import org.cairndb.planner.exec.scalar.Casts;
import org.cairndb.planner.exec.scalar.Comparison;
import org.cairndb.planner.exec.scalar.Expressions;
import org.cairndb.planner.exec.scalar.NumberFunctions;
import org.cairndb.planner.exec.scalar.NumberRange;
import org.cairndb.planner.exec.scalar.TimeFunctions;

/** Conversions among types at run time. */
final class Conversions {
    private static final NumberRange BIGINT = NumberRange.integer("BIGINT", Long.SIZE);

    private static final DoubleColumn ZERO = new DoubleColumn(new double[1], 0, 1);

    private Conversions() {}

    static boolean isNumber(ColumnType type) {
        return type.kind() == Kind.DOUBLE || isExact(type);
    }

    static boolean isExact(ColumnType type) {
        return type.kind() == Kind.LONG || type.kind() == Kind.DECIMAL;
    }

    /** An expression of a type as one of another type, if values can be converted. */
    static Optional<Expression> convert(Expression expression, ColumnType from, ColumnType to) {
        if (from.kind() == to.kind() && from.kind() != Kind.DECIMAL) {
            return Optional.of(expression);
        }
        return switch (to.kind()) {
            case LONG -> toExact(expression, from, BIGINT);
            case DECIMAL ->
                isExact(from) && fits(from, to)
                        ? Optional.of(Expressions.widen(expression, from.scale(), to))
                        : toExact(expression, from, NumberRange.decimal(to));
            case DOUBLE -> toDouble(expression, from);
            case BOOLEAN -> toTruth(expression, from);
            case DATE, TIME, TIMESTAMP -> toTime(expression, from, to.kind());
            case TEXT -> from.kind() == Kind.OTHER ? Optional.empty() : Optional.of(Casts.toText(expression, from));
            case UUID -> toUuid(expression, from);
            case BYTES -> toBytes(expression, from);
            case MONTHS, DURATION, OTHER -> Optional.empty();
        };
    }

    private static boolean fits(ColumnType from, ColumnType to) {
        int digits = from.kind() == Kind.LONG ? 0 : from.precision() - from.scale();
        return from.scale() <= to.scale() && digits <= to.precision() - to.scale();
    }

    /** Any value as an exact number of a range. */
    static Optional<Expression> toExact(Expression expression, ColumnType from, NumberRange range) {
        return switch (from.kind()) {
            case LONG, DECIMAL -> Optional.of(Expressions.rescale(expression, from.scale(), range));
            case DOUBLE -> Optional.of(NumberFunctions.toExact(expression, range));
            case TEXT -> Optional.of(Casts.textToExact(expression, range));
            case BOOLEAN -> Optional.of(Expressions.rescale(expression, 0, range));
            default -> Optional.empty();
        };
    }

    private static Optional<Expression> toDouble(Expression expression, ColumnType from) {
        return switch (from.kind()) {
            case LONG, DECIMAL, BOOLEAN -> Optional.of(Expressions.toDouble(expression, from.scale()));
            case TEXT -> Optional.of(Casts.fromText(expression, ColumnType.of(Kind.DOUBLE)));
            default -> Optional.empty();
        };
    }

    private static Optional<Expression> toTruth(Expression expression, ColumnType from) {
        return switch (from.kind()) {
            case LONG, DECIMAL, DOUBLE ->
                (from.kind() == Kind.DOUBLE ? Optional.of(expression) : toDouble(expression, from))
                        .map(number ->
                                Expressions.compare(Comparison.Operator.NOT_EQUAL, number, Expressions.constant(ZERO)));
            case TEXT -> Optional.of(Casts.fromText(expression, ColumnType.of(Kind.BOOLEAN)));
            default -> Optional.empty();
        };
    }

    private static Optional<Expression> toTime(Expression expression, ColumnType from, Kind to) {
        if (from.kind() == Kind.TEXT) {
            return Optional.of(Casts.fromText(expression, ColumnType.of(to)));
        }
        if (from.kind() == Kind.DATE && to == Kind.TIMESTAMP) {
            return Optional.of(Expressions.scaleUp(expression, TimeFunctions.MICROS_PER_DAY));
        }
        if (from.kind() == Kind.TIMESTAMP) {
            return Optional.of(to == Kind.DATE ? TimeFunctions.dayOf(expression) : TimeFunctions.timeOf(expression));
        }
        if (from.kind() == Kind.TIME && to == Kind.TIMESTAMP) {
            return Optional.of(Expressions.arithmetic(
                    Arithmetic.Operation.PLUS, expression, Expressions.currentTime(TimeFunctions.MICROS_PER_DAY)));
        }
        return Optional.empty();
    }

    private static Optional<Expression> toUuid(Expression expression, ColumnType from) {
        return switch (from.kind()) {
            case TEXT -> Optional.of(Casts.fromText(expression, ColumnType.of(Kind.UUID)));
            case BYTES -> Optional.of(Casts.bytesToUuid(expression));
            default -> Optional.empty();
        };
    }

    private static Optional<Expression> toBytes(Expression expression, ColumnType from) {
        return switch (from.kind()) {
            case TEXT -> Optional.of(Casts.fromText(expression, ColumnType.of(Kind.BYTES)));
            case UUID -> Optional.of(Casts.uuidToBytes(expression));
            default -> Optional.empty();
        };
    }
}
