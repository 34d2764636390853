package org.cairndb.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.cairndb.planner.ResultColumn;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.ObjectColumn;
import org.cairndb.planner.exec.WideColumn;

/** Values that are not null as objects, of the column's own class or of one asked for. */
final class CellObjects {
    /** Reads a value as one class. */
    private interface Reader {
        Object read(ResultColumn meta, Column column, int row) throws SQLException;
    }

    private static final Map<Class<?>, Reader> READERS = Map.ofEntries(
            Map.entry(String.class, Cells::text),
            Map.entry(Long.class, Cells::longValue),
            Map.entry(Integer.class, (m, c, r) -> (int) Cells.ranged(m, c, r, Integer.SIZE)),
            Map.entry(Short.class, (m, c, r) -> (short) Cells.ranged(m, c, r, Short.SIZE)),
            Map.entry(Byte.class, (m, c, r) -> (byte) Cells.ranged(m, c, r, Byte.SIZE)),
            Map.entry(Double.class, Cells::doubleValue),
            Map.entry(Float.class, (m, c, r) -> (float) Cells.doubleValue(m, c, r)),
            Map.entry(Boolean.class, Cells::truth),
            Map.entry(BigDecimal.class, Cells::decimal),
            Map.entry(BigInteger.class, (m, c, r) -> Cells.decimal(m, c, r).toBigInteger()),
            Map.entry(LocalDate.class, Cells::date),
            Map.entry(LocalTime.class, Cells::time),
            Map.entry(LocalDateTime.class, Cells::dateTime),
            Map.entry(Instant.class, Cells::instant),
            Map.entry(OffsetDateTime.class, (m, c, r) -> Cells.dateTime(m, c, r).atOffset(ZoneOffset.UTC)),
            Map.entry(ZonedDateTime.class, (m, c, r) -> Cells.dateTime(m, c, r).atZone(ZoneOffset.UTC)),
            Map.entry(OffsetTime.class, (m, c, r) -> Cells.time(m, c, r).atOffset(ZoneOffset.UTC)),
            Map.entry(Date.class, (m, c, r) -> LegacyTimes.date(Cells.date(m, c, r), null)),
            Map.entry(Time.class, (m, c, r) -> LegacyTimes.time(Cells.time(m, c, r), null)),
            Map.entry(Timestamp.class, (m, c, r) -> LegacyTimes.timestamp(Cells.dateTime(m, c, r), null)),
            Map.entry(java.util.Date.class, (m, c, r) -> LegacyTimes.timestamp(Cells.dateTime(m, c, r), null)),
            Map.entry(Array.class, CellObjects::array),
            Map.entry(UUID.class, CellObjects::uuid),
            Map.entry(byte[].class, Cells::bytes),
            Map.entry(Object.class, CellObjects::own));

    private CellObjects() {}

    /** The value as an object of a class. */
    static <T> T as(Class<T> type, ResultColumn meta, Column column, int row) throws SQLException {
        Reader reader = READERS.get(type);
        if (reader == null) {
            throw Refusals.conversion(meta.sqlType().name(), type.getName());
        }
        try {
            return type.cast(reader.read(meta, column, row));
        } catch (ArithmeticException | DateTimeException e) {
            throw Refusals.conversion(meta.sqlType().name(), type.getName());
        }
    }

    /** A value that is a collection as an array. */
    static Array array(ResultColumn meta, Column column, int row) throws SQLException {
        if (column instanceof ObjectColumn objects && objects.get(row) instanceof Collection<?> elements) {
            return CairnArray.of("OTHER", elements.toArray());
        }
        throw Refusals.conversion(meta.sqlType().name(), "an array");
    }

    /** The value as an object of the class that JDBC gives to the type of its column. */
    static Object own(ResultColumn meta, Column column, int row) throws SQLException {
        return switch (meta.type().kind()) {
            case TEXT -> Cells.text(meta, column, row);
            case LONG -> integer(meta, ((LongColumn) column).get(row));
            case BOOLEAN -> ((LongColumn) column).get(row) != 0;
            case DOUBLE -> ((DoubleColumn) column).get(row);
            case DECIMAL -> Cells.decimal(meta, column, row);
            case DATE -> LegacyTimes.date(Cells.date(meta, column, row), null);
            case TIME -> LegacyTimes.time(Cells.time(meta, column, row), null);
            case TIMESTAMP -> LegacyTimes.timestamp(Cells.dateTime(meta, column, row), null);
            case BYTES -> Cells.bytes(meta, column, row);
            case UUID -> uuid(meta, column, row);
            case MONTHS, DURATION -> Cells.text(meta, column, row);
            case OTHER -> String.valueOf(((ObjectColumn) column).get(row));
        };
    }

    private static Object integer(ResultColumn meta, long value) {
        return meta.sqlType().jdbcType() == Types.BIGINT ? (Object) value : (Object) (int) value;
    }

    private static UUID uuid(ResultColumn meta, Column column, int row) throws SQLException {
        if (column instanceof WideColumn wide) {
            return wide.uuid(row);
        }
        try {
            return UUID.fromString(Cells.text(meta, column, row));
        } catch (IllegalArgumentException e) {
            throw Refusals.conversion(meta.sqlType().name(), "a UUID");
        }
    }

    /** Name of the class of {@link #own}. */
    static String className(ResultColumn meta) {
        return switch (meta.type().kind()) {
            case TEXT, MONTHS, DURATION, OTHER -> String.class.getName();
            case LONG -> meta.sqlType().jdbcType() == Types.BIGINT ? Long.class.getName() : Integer.class.getName();
            case BOOLEAN -> Boolean.class.getName();
            case DOUBLE -> Double.class.getName();
            case DECIMAL -> BigDecimal.class.getName();
            case DATE -> Date.class.getName();
            case TIME -> Time.class.getName();
            case TIMESTAMP -> Timestamp.class.getName();
            case BYTES -> byte[].class.getName();
            case UUID -> UUID.class.getName();
        };
    }
}
