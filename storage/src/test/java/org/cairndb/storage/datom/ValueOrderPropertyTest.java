package org.cairndb.storage.datom;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The order of columns and of keys against the plain order of Java values, for every type and on values that are hard to order. */
class ValueOrderPropertyTest {
    private static final int SEED = 20_250_101;

    @ParameterizedTest
    @EnumSource(ValueType.class)
    void columnsAndKeysOrderValuesAsTheirTypeDoes(ValueType type) {
        for (Attribute attribute : attributes(type)) {
            List<Object> values = values(attribute, new Random(SEED));
            ValueBuilder builder = ValueBuilder.of(attribute.physical());
            values.forEach(value -> Values.append(attribute, value, builder));
            ValueVector column = builder.build();
            for (int i = 0; i < values.size(); i++) {
                assertThat(Values.javaValue(attribute, column, i)).isEqualTo(values.get(i));
                for (int j = 0; j < values.size(); j++) {
                    int expected = Integer.signum(order(type).compare(values.get(i), values.get(j)));
                    String pair = "%s and %s of %s".formatted(values.get(i), values.get(j), attribute);
                    assertThat(Integer.signum(column.compare(i, column, j)))
                            .as(pair)
                            .isEqualTo(expected);
                    assertThat(Integer.signum(key(column, i).compareTo(key(column, j))))
                            .as(pair)
                            .isEqualTo(expected);
                    int prefixes = Long.compare(column.orderPrefix(i), column.orderPrefix(j));
                    assertThat(prefixes == 0 || prefixes == expected).as(pair).isTrue();
                }
            }
        }
    }

    private static Bytes key(ValueVector column, int slot) {
        KeyBuffer key = new KeyBuffer();
        column.writeKey(slot, key);
        return key.toBytes();
    }

    private static List<Attribute> attributes(ValueType type) {
        if (type != ValueType.DECIMAL) {
            return List.of(Attribute.builder(64, "test/value", type).build());
        }
        return List.of(
                Attribute.builder(64, "test/value", type).decimal(18, 4).build(),
                Attribute.builder(64, "test/value", type).decimal(38, 10).build());
    }

    @SuppressWarnings("unchecked") // values of one type have one class
    private static Comparator<Object> order(ValueType type) {
        return switch (type) {
            case STRING -> (a, b) -> compareUtf8((String) a, (String) b);
            case KEYWORD -> (a, b) -> compareUtf8(((Keyword) a).name(), ((Keyword) b).name());
            case UUID -> (a, b) -> a.toString().compareTo(b.toString());
            default -> (a, b) -> ((Comparable<Object>) a).compareTo(b);
        };
    }

    private static int compareUtf8(String left, String right) {
        return Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Object> values(Attribute attribute, Random random) {
        List<Object> values = new ArrayList<>(edges(attribute));
        for (int i = 0; i < 60; i++) {
            values.add(Values.canonical(attribute, randomValue(attribute, random)));
        }
        return values;
    }

    private static List<Object> edges(Attribute attribute) {
        return switch (attribute.type()) {
            case STRING -> List.of("", "\0", "\0\0", "a", "a\0", "a\0b", "ab", "\u00e9", "\uffff", "\ud83d\ude00", "Z");
            case KEYWORD -> List.of(new Keyword("a"), new Keyword("a/b"), new Keyword("\u00e9"));
            case LONG, REF -> List.of(Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE);
            case DOUBLE ->
                List.of(
                        Double.NEGATIVE_INFINITY,
                        -Double.MAX_VALUE,
                        -1.0,
                        -Double.MIN_VALUE,
                        0.0,
                        Double.MIN_VALUE,
                        1.0,
                        Double.POSITIVE_INFINITY,
                        Double.NaN);
            case DECIMAL ->
                List.of(
                        BigDecimal.ZERO.setScale(attribute.scale()),
                        new BigDecimal(largest(attribute), attribute.scale()),
                        new BigDecimal(largest(attribute).negate(), attribute.scale()));
            case BOOLEAN -> List.of(false, true);
            case INSTANT ->
                List.of(
                        Values.instantOf(Long.MIN_VALUE),
                        Instant.EPOCH,
                        Values.instantOf(-1),
                        Values.instantOf(Long.MAX_VALUE));
            case DATE -> List.of(LocalDate.of(-9999, 1, 1), LocalDate.EPOCH, LocalDate.of(9999, 12, 31));
            case TIME -> List.of(LocalTime.MIDNIGHT, LocalTime.of(23, 59, 59, 999_999_000));
            case UUID -> List.of(new UUID(0, 0), new UUID(-1, -1), new UUID(1L << 63, 0), new UUID(0, 1L << 63));
            case BYTES ->
                List.of(Bytes.EMPTY, Bytes.of(new byte[] {0}), Bytes.of(new byte[] {-1}), Bytes.of(new byte[] {0, -1}));
        };
    }

    private static BigInteger largest(Attribute attribute) {
        return BigInteger.TEN.pow(attribute.precision()).subtract(BigInteger.ONE);
    }

    private static Object randomValue(Attribute attribute, Random random) {
        return switch (attribute.type()) {
            case STRING -> randomText(random);
            case KEYWORD -> new Keyword("k" + randomText(random));
            case LONG, REF -> random.nextLong() >> random.nextInt(64);
            case DOUBLE -> Double.longBitsToDouble(random.nextLong());
            case DECIMAL ->
                new BigDecimal(
                        new BigInteger(attribute.precision() * 3, random)
                                .multiply(BigInteger.valueOf(random.nextInt(3) - 1L)),
                        attribute.scale());
            case BOOLEAN -> random.nextBoolean();
            case INSTANT -> Values.instantOf(random.nextLong() >> random.nextInt(64));
            case DATE -> LocalDate.ofEpochDay(random.nextInt(100_000) - 50_000);
            case TIME -> LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000L) * 1000);
            case UUID -> new UUID(random.nextLong(), random.nextLong());
            case BYTES -> Bytes.wrap(randomText(random).getBytes(StandardCharsets.UTF_16LE));
        };
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(random.nextInt(4) == 0 ? random.nextInt(3) : 'a' + random.nextInt(3));
        }
        return text.toString();
    }
}
