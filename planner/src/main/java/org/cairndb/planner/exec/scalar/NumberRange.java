package org.cairndb.planner.exec.scalar;

import java.math.BigInteger;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;

/**
 * The exact numbers that a SQL type holds.
 *
 * @param name the SQL type
 * @param type LONG or DECIMAL
 * @param min the least number, unscaled
 * @param max the greatest number, unscaled
 */
public record NumberRange(String name, ColumnType type, BigInteger min, BigInteger max) {
    private static final int LONG_DIGITS = 19;

    /** The integers of a number of bits. */
    public static NumberRange integer(String name, int bits) {
        BigInteger limit = BigInteger.ONE.shiftLeft(bits - 1);
        return new NumberRange(name, ColumnType.of(Kind.LONG), limit.negate(), limit.subtract(BigInteger.ONE));
    }

    /** The decimals of a type. */
    public static NumberRange decimal(ColumnType type) {
        BigInteger limit = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
        String name = "DECIMAL(%d, %d)".formatted(type.precision(), type.scale());
        return new NumberRange(name, type, limit.negate(), limit);
    }

    long longMin() {
        return min.bitLength() < Long.SIZE ? min.longValue() : Long.MIN_VALUE;
    }

    long longMax() {
        return max.bitLength() < Long.SIZE ? max.longValue() : Long.MAX_VALUE;
    }

    /** A decimal type for all of its numbers. */
    ColumnType sinkType() {
        return type.kind() == Kind.LONG ? ColumnType.decimal(LONG_DIGITS, 0) : type;
    }

    BigInteger check(BigInteger unscaled) {
        if (unscaled.compareTo(min) < 0 || unscaled.compareTo(max) > 0) {
            throw ScalarErrors.outOfRange("A number", name);
        }
        return unscaled;
    }

    /** The number if it is in range. */
    long check(long value) {
        if (value < longMin() || value > longMax()) {
            throw ScalarErrors.outOfRange(Long.toString(value), name);
        }
        return value;
    }

    /** The value as a column builder takes it. */
    Object boxed(BigInteger unscaled) {
        return type.isLong() ? (Object) unscaled.longValueExact() : unscaled;
    }
}
