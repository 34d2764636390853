package org.cairndb.planner;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.UUID;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.planner.time.TimestampText;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DoubleVector;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Values of parameters. Classes taken: String, Boolean, the boxed numbers, BigInteger, BigDecimal, LocalDate, LocalTime, LocalDateTime, OffsetDateTime,
 * Instant, UUID, byte[]; text is read as whatever the parameter needs.
 */
public final class ParameterValues {
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final int NANOS_PER_MICRO = 1000;

    /** As timestamps are cast to text. */
    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .toFormatter(Locale.ROOT);

    private ParameterValues() {}

    static Column column(ResultColumn parameter, int ordinal, @Nullable Object value) {
        try {
            return column(value == null ? null : convert(value, parameter.type()), parameter.type());
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException | ClassCastException e) {
            throw new CairnException(
                    codeOf(e),
                    "The value of parameter %d (%s) does not fit its type %s"
                            .formatted(
                                    ordinal,
                                    value == null ? "null" : value.getClass().getSimpleName(),
                                    parameter.sqlType().name()),
                    e);
        }
    }

    private static ErrorCode codeOf(RuntimeException e) {
        if (e instanceof NumberFormatException) {
            return ErrorCode.CAST_INVALID;
        }
        return e instanceof DateTimeException ? ErrorCode.TIME_INVALID : ErrorCode.VALUE_INVALID;
    }

    private static Column column(@Nullable Object value, ColumnType type) {
        if (value instanceof byte[] bytes && type.kind() == ColumnType.Kind.TEXT) {
            return TextColumn.of(bytes);
        }
        if (value instanceof Long number && type.isLong()) {
            return LongColumn.constant(number, 1);
        }
        ColumnBuilder builder = ColumnBuilder.of(type);
        builder.appendValue(value);
        return builder.build();
    }

    private static Object convert(Object value, ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> truth(value);
            case LONG ->
                value instanceof Long
                        ? value
                        : decimal(value).setScale(0, RoundingMode.UNNECESSARY).longValueExact();
            case DOUBLE ->
                DoubleVector.canonical(
                        value instanceof Number number ? number.doubleValue() : Double.parseDouble(text(value)));
            case DECIMAL -> unscaled(decimal(value), type);
            case DATE -> date(value).toEpochDay();
            case TIME -> time(value).toNanoOfDay() / NANOS_PER_MICRO;
            case TIMESTAMP -> timestamp(value);
            case TEXT -> text(value).getBytes(StandardCharsets.UTF_8);
            case BYTES -> value instanceof Bytes bytes ? bytes.toByteArray() : (byte[]) value;
            case UUID -> uuid(value);
            case MONTHS, DURATION -> decimal(value).longValueExact();
            case OTHER -> value;
        };
    }

    private static Long truth(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1L : 0L;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0 ? 1L : 0L;
        }
        return switch (text(value).trim().toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "on", "1" -> 1L;
            case "false", "f", "no", "n", "off", "0" -> 0L;
            default -> throw new IllegalArgumentException("no truth value");
        };
    }

    private static UUID uuid(Object value) {
        if (value instanceof byte[] bytes && bytes.length == 2 * Long.BYTES) {
            ByteBuffer words = ByteBuffer.wrap(bytes);
            return new UUID(words.getLong(), words.getLong());
        }
        return value instanceof UUID uuid ? uuid : UUID.fromString(text(value).trim());
    }

    private static BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if (value instanceof Double || value instanceof Float) {
            return new BigDecimal(value.toString());
        }
        if (value instanceof Number number) {
            return BigDecimal.valueOf(number.longValue());
        }
        if (value instanceof Boolean truth) {
            return truth ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        return new BigDecimal(text(value).trim());
    }

    private static Object unscaled(BigDecimal value, ColumnType type) {
        BigInteger unscaled = value.setScale(type.scale(), RoundingMode.HALF_UP).unscaledValue();
        return type.isLong() ? (Object) unscaled.longValueExact() : unscaled;
    }

    private static LocalDate date(Object value) {
        if (value instanceof LocalDate date) {
            return date;
        }
        return value instanceof String text
                ? LocalDate.ofEpochDay(Math.floorDiv(TimestampText.micros(text), MICROS_PER_DAY))
                : dateTime(value).toLocalDate();
    }

    private static LocalTime time(Object value) {
        if (value instanceof LocalTime time) {
            return time;
        }
        return value instanceof String text
                ? LocalTime.parse(text.trim())
                : dateTime(value).toLocalTime();
    }

    private static long timestamp(Object value) {
        if (value instanceof String text) {
            return TimestampText.micros(text);
        }
        if (value instanceof LocalDate date) {
            return Math.multiplyExact(date.toEpochDay(), MICROS_PER_DAY);
        }
        return Values.microsOf(dateTime(value).toInstant(ZoneOffset.UTC));
    }

    private static LocalDateTime dateTime(Object value) {
        if (value instanceof Instant instant) {
            return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        }
        if (value instanceof OffsetDateTime offset) {
            return offset.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        }
        return (LocalDateTime) value;
    }

    private static String text(Object value) {
        if (value instanceof byte[]) {
            throw new IllegalArgumentException("bytes");
        }
        if (value instanceof LocalDateTime time) {
            return DATE_TIME.format(time);
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }
}
