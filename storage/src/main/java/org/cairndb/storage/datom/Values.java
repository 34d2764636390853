package org.cairndb.storage.datom;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/**
 * Values between their Java classes and their columns. The Java classes are: STRING {@link String}, LONG and REF {@link Long}, DOUBLE {@link Double},
 * DECIMAL {@link BigDecimal} of the declared scale, BOOLEAN {@link Boolean}, INSTANT {@link Instant} of microseconds, DATE {@link LocalDate}, TIME
 * {@link LocalTime} of microseconds, UUID {@link UUID}, BYTES {@link Bytes}, KEYWORD {@link Keyword}.
 */
public final class Values {
    /** Most bytes that a text or bytes value can have: 1 MiB. */
    public static final int MAX_TEXT_BYTES = 1 << 20;

    private static final long MICROS_PER_SECOND = 1_000_000;

    private Values() {}

    /**
     * The value in the Java class and form in which the attribute stores it: integers widen, decimals take the declared scale, times are cut to
     * microseconds.
     *
     * @throws CairnException VALUE_INVALID or VALUE_OUT_OF_RANGE if the value is of another type or does not fit
     */
    public static Object canonical(Attribute attribute, Object value) {
        Optional<Object> converted = switch (attribute.type()) {
            case STRING -> only(String.class, value);
            case LONG, REF -> toLong(value).map(Object.class::cast);
            case DOUBLE -> toDouble(value);
            case DECIMAL -> toDecimal(attribute, value);
            case BOOLEAN -> only(Boolean.class, value);
            case INSTANT ->
                value instanceof Instant instant
                        ? Optional.of(instantOf(microsOf(attribute, instant)))
                        : Optional.empty();
            case DATE -> only(LocalDate.class, value);
            case TIME ->
                value instanceof LocalTime time ? Optional.of(time.truncatedTo(ChronoUnit.MICROS)) : Optional.empty();
            case UUID -> only(UUID.class, value);
            case BYTES -> value instanceof byte[] array ? Optional.of(Bytes.of(array)) : only(Bytes.class, value);
            case KEYWORD -> only(Keyword.class, value);
        };
        return converted.orElseThrow(() -> new CairnException(
                ErrorCode.VALUE_INVALID,
                "Attribute \"%s\" holds %s values, but the value given is a %s; convert it first"
                        .formatted(
                                attribute.ident(),
                                attribute.typeLabel(),
                                value.getClass().getSimpleName())));
    }

    /** The type that the first value of an undeclared attribute gives it, if its class is one of a value. */
    public static Optional<ValueType> inferredType(Object value) {
        if (value instanceof String) {
            return Optional.of(ValueType.STRING);
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return Optional.of(ValueType.LONG);
        }
        if (value instanceof Double || value instanceof Float) {
            return Optional.of(ValueType.DOUBLE);
        }
        if (value instanceof BigDecimal || value instanceof BigInteger) {
            return Optional.of(ValueType.DECIMAL);
        }
        if (value instanceof Boolean) {
            return Optional.of(ValueType.BOOLEAN);
        }
        return inferredRareType(value);
    }

    private static Optional<ValueType> inferredRareType(Object value) {
        if (value instanceof Instant) {
            return Optional.of(ValueType.INSTANT);
        }
        if (value instanceof LocalDate) {
            return Optional.of(ValueType.DATE);
        }
        if (value instanceof LocalTime) {
            return Optional.of(ValueType.TIME);
        }
        if (value instanceof UUID) {
            return Optional.of(ValueType.UUID);
        }
        if (value instanceof Bytes || value instanceof byte[]) {
            return Optional.of(ValueType.BYTES);
        }
        return value instanceof Keyword ? Optional.of(ValueType.KEYWORD) : Optional.empty();
    }

    /** Appends a value, given in any class that {@link #canonical} takes, to a column of the attribute's kind. */
    public static void append(Attribute attribute, Object value, ValueBuilder column) {
        Object stored = canonical(attribute, value);
        switch (attribute.type()) {
            case STRING -> appendText(attribute, utf8(attribute, (String) stored), column);
            case KEYWORD -> appendText(attribute, utf8(attribute, ((Keyword) stored).name()), column);
            case BYTES -> appendText(attribute, ((Bytes) stored).unsafeArray(), column);
            case LONG, REF -> column.appendLong((Long) stored);
            case BOOLEAN -> column.appendLong((Boolean) stored ? 1 : 0);
            case DOUBLE -> column.appendDouble((Double) stored);
            case INSTANT -> column.appendLong(microsOf(attribute, (Instant) stored));
            case DATE -> column.appendLong(((LocalDate) stored).toEpochDay());
            case TIME -> column.appendLong(((LocalTime) stored).toNanoOfDay() / 1000);
            case UUID -> column.appendWide(WideVector.highOf((UUID) stored), ((UUID) stored).getLeastSignificantBits());
            case DECIMAL -> appendDecimal(attribute, ((BigDecimal) stored).unscaledValue(), column);
        }
    }

    /** The value of a slot in the Java class of the attribute's type. */
    public static Object javaValue(Attribute attribute, ValueVector values, int slot) {
        return switch (attribute.type()) {
            case STRING -> ((TextVector) values).string(slot);
            case KEYWORD -> new Keyword(((TextVector) values).string(slot));
            case BYTES -> Bytes.wrap(((TextVector) values).copyOf(slot));
            case LONG, REF -> ((LongVector) values).get(slot);
            case BOOLEAN -> ((LongVector) values).get(slot) != 0;
            case DOUBLE -> ((DoubleVector) values).get(slot);
            case INSTANT -> instantOf(((LongVector) values).get(slot));
            case DATE -> LocalDate.ofEpochDay(((LongVector) values).get(slot));
            case TIME -> LocalTime.ofNanoOfDay(((LongVector) values).get(slot) * 1000);
            case UUID -> ((WideVector) values).uuid(slot);
            case DECIMAL ->
                values instanceof LongVector narrow
                        ? BigDecimal.valueOf(narrow.get(slot), attribute.scale())
                        : new BigDecimal(((WideVector) values).integer(slot), attribute.scale());
        };
    }

    /** The instant that a count of microseconds since 1970 stands for. */
    public static Instant instantOf(long micros) {
        long second = Math.floorDiv(micros, MICROS_PER_SECOND);
        return Instant.ofEpochSecond(second, Math.floorMod(micros, MICROS_PER_SECOND) * 1000);
    }

    /** Microseconds since 1970 of an instant, cut down. */
    public static long microsOf(Instant instant) {
        long second = instant.getEpochSecond();
        long micros = instant.getNano() / 1000;
        if (second < 0) {
            // the first second of the range begins before the first microsecond does
            return Math.addExact(Math.multiplyExact(second + 1, MICROS_PER_SECOND), micros - MICROS_PER_SECOND);
        }
        return Math.addExact(Math.multiplyExact(second, MICROS_PER_SECOND), micros);
    }

    private static long microsOf(Attribute attribute, Instant instant) {
        try {
            return microsOf(instant);
        } catch (ArithmeticException e) {
            throw outOfRange(attribute, instant.toString(), "the years -290308 to 294247");
        }
    }

    private static <T> Optional<Object> only(Class<T> type, Object value) {
        return type.isInstance(value) ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Long> toLong(Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return Optional.of(((Number) value).longValue());
        }
        if (value instanceof BigInteger big && big.bitLength() < Long.SIZE) {
            return Optional.of(big.longValue());
        }
        return Optional.empty();
    }

    private static Optional<Object> toDouble(Object value) {
        if (value instanceof Double || value instanceof Float) {
            return Optional.of(DoubleVector.canonical(((Number) value).doubleValue()));
        }
        Optional<Long> integer = toLong(value);
        if (integer.isPresent() && (long) (double) integer.get() == integer.get()) {
            return Optional.of((double) integer.get());
        }
        return Optional.empty();
    }

    private static Optional<Object> toDecimal(Attribute attribute, Object value) {
        BigDecimal decimal;
        if (value instanceof BigDecimal given) {
            decimal = given;
        } else if (value instanceof BigInteger given) {
            decimal = new BigDecimal(given);
        } else {
            Optional<Long> integer = toLong(value);
            if (integer.isEmpty()) {
                return Optional.empty();
            }
            decimal = BigDecimal.valueOf(integer.get());
        }
        try {
            decimal = decimal.setScale(attribute.scale(), RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            throw outOfRange(attribute, decimal.toPlainString(), attribute.typeLabel());
        }
        if (decimal.precision() > attribute.precision() && decimal.signum() != 0) {
            throw outOfRange(attribute, decimal.toPlainString(), attribute.typeLabel());
        }
        return Optional.of(decimal);
    }

    private static void appendDecimal(Attribute attribute, BigInteger unscaled, ValueBuilder column) {
        if (attribute.physical() == Physical.LONG) {
            column.appendLong(unscaled.longValueExact());
        } else {
            column.appendWide(WideVector.highOf(unscaled), unscaled.longValue());
        }
    }

    private static void appendText(Attribute attribute, byte[] bytes, ValueBuilder column) {
        if (bytes.length > MAX_TEXT_BYTES) {
            throw outOfRange(attribute, bytes.length + " bytes", "at most " + MAX_TEXT_BYTES + " bytes a value");
        }
        column.appendText(bytes, 0, bytes.length);
    }

    private static byte[] utf8(Attribute attribute, String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new CairnException(
                    ErrorCode.VALUE_INVALID,
                    "A value of attribute \"%s\" holds half a surrogate pair and has no UTF-8 form; correct the text"
                            .formatted(attribute.ident()),
                    e);
        }
    }

    private static CairnException outOfRange(Attribute attribute, String value, String range) {
        return new CairnException(
                ErrorCode.VALUE_OUT_OF_RANGE,
                "Value %s does not fit attribute \"%s\", which takes %s".formatted(value, attribute.ident(), range));
    }
}
