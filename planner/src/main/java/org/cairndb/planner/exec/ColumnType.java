package org.cairndb.planner.exec;

import java.math.BigDecimal;

/**
 * The type of a column at run time.
 *
 * @param kind what the values mean
 * @param precision digits of a DECIMAL; 0 otherwise
 * @param scale digits after the point of a DECIMAL; 0 otherwise
 */
public record ColumnType(Kind kind, int precision, int scale) {
    private static final int MAX_NARROW_PRECISION = 18;

    /** Meaning of values. */
    public enum Kind {
        /** 0 and 1 in a {@link LongColumn}. */
        BOOLEAN,
        /** 64-bit integers in a {@link LongColumn}. */
        LONG,
        /** A {@link DoubleColumn}. */
        DOUBLE,
        /** Unscaled, in a {@link LongColumn} up to 18 digits; beyond, in a LongColumn where all values of the column fit and else in a {@link WideColumn}. */
        DECIMAL,
        /** Days since 1970 in a {@link LongColumn}. */
        DATE,
        /** Microseconds of the day in a {@link LongColumn}. */
        TIME,
        /** Microseconds since 1970 in a {@link LongColumn}. */
        TIMESTAMP,
        /** UTF-8 in a {@link TextColumn}. */
        TEXT,
        /** Bytes in a {@link TextColumn}. */
        BYTES,
        /** A {@link WideColumn}. */
        UUID,
        /** Intervals of years and months, as months in a {@link LongColumn}. */
        MONTHS,
        /** Intervals of days and times of day, as microseconds in a {@link LongColumn}. */
        DURATION,
        /** An {@link ObjectColumn}. */
        OTHER
    }

    /** A type without precision. */
    public static ColumnType of(Kind kind) {
        return new ColumnType(kind, 0, 0);
    }

    /** A decimal type. */
    public static ColumnType decimal(int precision, int scale) {
        return new ColumnType(Kind.DECIMAL, precision, scale);
    }

    /** Whether values always lie in a {@link LongColumn}. */
    public boolean isLong() {
        return switch (kind) {
            case BOOLEAN, LONG, DATE, TIME, TIMESTAMP, MONTHS, DURATION -> true;
            case DECIMAL -> precision <= MAX_NARROW_PRECISION;
            case DOUBLE, TEXT, BYTES, UUID, OTHER -> false;
        };
    }

    /** Whether values can lie in a {@link WideColumn}. */
    public boolean isWide() {
        return kind == Kind.UUID || (kind == Kind.DECIMAL && precision > MAX_NARROW_PRECISION);
    }

    /** Whether values are numbers, which compare whatever their kinds. */
    public boolean isNumber() {
        return kind == Kind.LONG || kind == Kind.DOUBLE || kind == Kind.DECIMAL;
    }

    /** Whether values lie in a {@link TextColumn}. */
    public boolean isText() {
        return kind == Kind.TEXT || kind == Kind.BYTES;
    }

    /** A decimal value of a column of this type. */
    public BigDecimal decimalOf(Column column, int row) {
        return column instanceof LongColumn narrow
                ? BigDecimal.valueOf(narrow.get(row), scale)
                : new BigDecimal(((WideColumn) column).integer(row), scale);
    }
}
