package org.cairndb.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Objects as values of parameters: those of classes that parameters take, and what others of {@code java.sql} and {@code java.util} mean. */
final class ParameterObjects {
    private static final Set<Class<?>> TAKEN = Set.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            Instant.class,
            UUID.class);
    private static final Set<Integer> REFUSED_TYPES = Set.of(
            Types.REF, Types.ROWID, Types.SQLXML, Types.STRUCT, Types.DATALINK, Types.REF_CURSOR, Types.DISTINCT);

    private ParameterObjects() {}

    /**
     * The value that an object means.
     *
     * @throws SQLException if objects of its class mean none
     */
    static @Nullable Object of(@Nullable Object value) throws SQLException {
        if (value == null || TAKEN.contains(value.getClass())) {
            return value;
        }
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        Object time = timeOf(value);
        if (time != null) {
            return time;
        }
        if (value instanceof CharSequence || value instanceof Character) {
            return value.toString();
        }
        if (value instanceof Clob clob) {
            return clob.getSubString(1, (int) clob.length());
        }
        if (value instanceof Blob blob) {
            return blob.getBytes(1, (int) blob.length());
        }
        List<@Nullable Object> elements = CairnArray.elementsOf(value);
        if (elements != null) {
            return listOf(elements);
        }
        throw refused(value);
    }

    /** A list of values. */
    record Elements(List<@Nullable Object> values) {}

    private static Elements listOf(List<@Nullable Object> elements) throws SQLException {
        @Nullable Object[] values = elements.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = of(values[i]);
        }
        return new Elements(Arrays.asList(values));
    }

    private static @Nullable Object timeOf(Object value) {
        if (value instanceof Date date) {
            return LegacyTimes.localDate(date, null);
        }
        if (value instanceof Time time) {
            return LegacyTimes.localTime(time, null);
        }
        if (value instanceof Timestamp timestamp) {
            return LegacyTimes.localDateTime(timestamp, null);
        }
        if (value instanceof java.util.Date date) {
            return date.toInstant();
        }
        if (value instanceof Calendar calendar) {
            return calendar.toInstant();
        }
        if (value instanceof ZonedDateTime zoned) {
            return zoned.toInstant();
        }
        return value instanceof OffsetTime time
                ? time.withOffsetSameInstant(ZoneOffset.UTC).toLocalTime()
                : null;
    }

    private static SQLException refused(Object value) {
        boolean isEnum = value instanceof Enum<?>;
        return Refusals.invalid("An object of class %s cannot be the value of a parameter; %s"
                .formatted(
                        value.getClass().getName(),
                        isEnum ? "give its name or number" : "give text, a number, a time, a UUID or bytes"));
    }

    /** The value that an object means as one of a type of {@link Types}. */
    static @Nullable Object of(@Nullable Object value, int targetType) throws SQLException {
        if (REFUSED_TYPES.contains(targetType)) {
            throw Refusals.refused("A parameter of type " + targetType);
        }
        return of(value);
    }

    /** The same with so many digits after the point, where the type is a decimal. */
    static @Nullable Object of(@Nullable Object value, int targetType, int scale) throws SQLException {
        Object meant = of(value, targetType);
        boolean isDecimal = targetType == Types.DECIMAL || targetType == Types.NUMERIC;
        boolean isNumber = meant instanceof Number || meant instanceof String;
        if (!isDecimal || !isNumber) {
            return meant;
        }
        try {
            return new BigDecimal(String.valueOf(meant).trim()).setScale(scale, RoundingMode.HALF_UP);
        } catch (NumberFormatException e) {
            throw Refusals.conversion("text", "a number");
        }
    }

    /** The number of a type in {@link Types}. */
    static int number(@Nullable SQLType type) throws SQLException {
        Integer number = type == null ? null : type.getVendorTypeNumber();
        if (number == null) {
            throw Refusals.invalid("setObject needs a type of JDBCType, not " + type);
        }
        return number;
    }
}
