package org.cairndb.jdbc;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;
import org.cairndb.planner.ResultColumn;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.ObjectColumn;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.planner.exec.WideColumn;
import org.cairndb.planner.time.IntervalText;
import org.cairndb.planner.time.TimestampText;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.error.ErrorCode;

/** Reads values that are not null from columns as Java values. */
final class Cells {
    private static final int NANOS_PER_MICRO = 1000;

    private Cells() {}

    static long longValue(ResultColumn meta, Column column, int row) throws SQLException {
        ColumnType type = meta.type();
        return switch (type.kind()) {
            case LONG, BOOLEAN -> ((LongColumn) column).get(row);
            case DOUBLE -> ranged(meta, ((DoubleColumn) column).get(row));
            case DECIMAL -> whole(meta, type.decimalOf(column, row));
            case TEXT -> whole(meta, parsed(meta, ((TextColumn) column).string(row)));
            case DATE, TIME, TIMESTAMP, BYTES, UUID, MONTHS, DURATION, OTHER ->
                throw Refusals.conversion(meta.sqlType().name(), "a number");
        };
    }

    /** A whole number that fits so many bits. */
    static long ranged(ResultColumn meta, Column column, int row, int bits) throws SQLException {
        long value = longValue(meta, column, row);
        long limit = 1L << (bits - 1);
        if (value < -limit || value >= limit) {
            throw outOfRange(meta, Long.toString(value));
        }
        return value;
    }

    private static long ranged(ResultColumn meta, double value) throws SQLException {
        if (value >= -0x1p63 && value < 0x1p63) {
            return (long) value;
        }
        throw outOfRange(meta, String.valueOf(value));
    }

    private static long whole(ResultColumn meta, BigDecimal value) throws SQLException {
        try {
            return value.setScale(0, RoundingMode.DOWN).longValueExact();
        } catch (ArithmeticException e) {
            throw outOfRange(meta, value.toPlainString());
        }
    }

    static SQLException outOfRange(ResultColumn meta, String value) {
        return new SQLDataException(
                "%s in column \"%s\" is out of range for the type asked for".formatted(value, meta.name()),
                ErrorCode.VALUE_OUT_OF_RANGE.sqlState());
    }

    private static BigDecimal parsed(ResultColumn meta, String text) throws SQLException {
        try {
            return new BigDecimal(text.trim());
        } catch (NumberFormatException e) {
            throw Refusals.conversion(meta.sqlType().name(), "a number");
        }
    }

    static double doubleValue(ResultColumn meta, Column column, int row) throws SQLException {
        if (column instanceof DoubleColumn doubles) {
            return doubles.get(row);
        }
        return switch (meta.type().kind()) {
            case DECIMAL -> meta.type().decimalOf(column, row).doubleValue();
            case TEXT -> parsed(meta, ((TextColumn) column).string(row)).doubleValue();
            default -> longValue(meta, column, row);
        };
    }

    static BigDecimal decimal(ResultColumn meta, Column column, int row) throws SQLException {
        return switch (meta.type().kind()) {
            case DECIMAL -> meta.type().decimalOf(column, row);
            case DOUBLE -> new BigDecimal(Double.toString(((DoubleColumn) column).get(row)));
            case TEXT -> parsed(meta, ((TextColumn) column).string(row));
            default -> BigDecimal.valueOf(longValue(meta, column, row));
        };
    }

    static boolean truth(ResultColumn meta, Column column, int row) throws SQLException {
        if (meta.type().kind() == ColumnType.Kind.TEXT) {
            String text = ((TextColumn) column).string(row).trim();
            Boolean truth = Truths.of(text);
            if (truth != null) {
                return truth;
            }
        }
        return doubleValue(meta, column, row) != 0;
    }

    static byte[] bytes(ResultColumn meta, Column column, int row) throws SQLException {
        if (column instanceof TextColumn text) {
            return text.copyOf(row);
        }
        if (meta.type().kind() == ColumnType.Kind.UUID) {
            UUID uuid = ((WideColumn) column).uuid(row);
            return ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array();
        }
        throw Refusals.conversion(meta.sqlType().name(), "bytes");
    }

    static LocalDate date(ResultColumn meta, Column column, int row) throws SQLException {
        return switch (meta.type().kind()) {
            case DATE -> LocalDate.ofEpochDay(((LongColumn) column).get(row));
            case TIMESTAMP -> dateTime(meta, column, row).toLocalDate();
            case TEXT -> dateTime(meta, column, row).toLocalDate();
            default -> throw Refusals.conversion(meta.sqlType().name(), "a date");
        };
    }

    static LocalTime time(ResultColumn meta, Column column, int row) throws SQLException {
        return switch (meta.type().kind()) {
            case TIME -> LocalTime.ofNanoOfDay(((LongColumn) column).get(row) * NANOS_PER_MICRO);
            case TIMESTAMP -> dateTime(meta, column, row).toLocalTime();
            case TEXT -> timeOf(((TextColumn) column).string(row).trim());
            default -> throw Refusals.conversion(meta.sqlType().name(), "a time");
        };
    }

    static Instant instant(ResultColumn meta, Column column, int row) throws SQLException {
        return dateTime(meta, column, row).toInstant(ZoneOffset.UTC);
    }

    static LocalDateTime dateTime(ResultColumn meta, Column column, int row) throws SQLException {
        return switch (meta.type().kind()) {
            case TIMESTAMP -> LocalDateTime.ofInstant(Values.instantOf(((LongColumn) column).get(row)), ZoneOffset.UTC);
            case DATE -> date(meta, column, row).atStartOfDay();
            case TIME -> time(meta, column, row).atDate(LocalDate.EPOCH);
            case TEXT -> dateTimeOf(((TextColumn) column).string(row));
            default -> throw Refusals.conversion(meta.sqlType().name(), "a timestamp");
        };
    }

    private static LocalTime timeOf(String text) throws SQLException {
        return text.indexOf(':') > 2 ? dateTimeOf(text).toLocalTime() : LocalTime.parse(text);
    }

    private static LocalDateTime dateTimeOf(String text) throws SQLException {
        try {
            return LocalDateTime.ofInstant(Values.instantOf(TimestampText.micros(text)), ZoneOffset.UTC);
        } catch (RuntimeException e) {
            throw Refusals.of(e);
        }
    }

    static String text(ResultColumn meta, Column column, int row) throws SQLException {
        return switch (meta.type().kind()) {
            case TEXT -> ((TextColumn) column).string(row);
            case LONG -> Long.toString(((LongColumn) column).get(row));
            case BOOLEAN -> ((LongColumn) column).get(row) != 0 ? "true" : "false";
            case DOUBLE -> Double.toString(((DoubleColumn) column).get(row));
            case DECIMAL -> meta.type().decimalOf(column, row).toPlainString();
            case DATE -> date(meta, column, row).toString();
            case TIME -> TimeText.of(time(meta, column, row));
            case TIMESTAMP -> TimeText.of(dateTime(meta, column, row));
            case BYTES -> HexFormat.of().formatHex(((TextColumn) column).copyOf(row));
            case UUID -> ((WideColumn) column).uuid(row).toString();
            case MONTHS -> IntervalText.ofMonths(((LongColumn) column).get(row));
            case DURATION -> IntervalText.ofMicros(((LongColumn) column).get(row));
            case OTHER -> String.valueOf(((ObjectColumn) column).get(row));
        };
    }
}
