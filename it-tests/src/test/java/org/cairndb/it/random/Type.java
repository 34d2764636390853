package org.cairndb.it.random;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.cairndb.storage.datom.ValueType;

/** The types of columns and expressions, with few distinct values each so that joins meet. */
enum Type {
    LONG("BIGINT", ValueType.LONG),
    DOUBLE("DOUBLE PRECISION", ValueType.DOUBLE),
    DECIMAL("DECIMAL(12, 2)", ValueType.DECIMAL),
    TEXT("VARCHAR", ValueType.STRING),
    BOOLEAN("BOOLEAN", ValueType.BOOLEAN),
    DATE("DATE", ValueType.DATE),
    TIME("TIME(6)", ValueType.TIME),
    TIMESTAMP("TIMESTAMP(6)", ValueType.INSTANT),
    UUID_("UUID", ValueType.UUID),
    BYTES("VARBINARY", ValueType.BYTES);

    static final int PRECISION = 12;
    static final int SCALE = 2;
    private static final String[] WORDS = {
        "",
        "a",
        "A",
        "ab",
        "abc",
        "b",
        "Ba",
        "c d",
        "x_y",
        "x%y",
        "ä",
        "Äb",
        "日本",
        "zz top",
        "longer than sixteen bytes",
        "a'b"
    };
    private static final LocalDate FIRST_DAY = LocalDate.of(2023, 12, 25);

    private final String sqlName;
    private final ValueType stored;

    Type(String sqlName, ValueType stored) {
        this.sqlName = sqlName;
        this.stored = stored;
    }

    String sqlName() {
        return sqlName;
    }

    ValueType stored() {
        return stored;
    }

    /** A value as JDBC takes it. */
    Object value(Random random) {
        return switch (this) {
            case LONG -> (long) random.nextInt(40) - 8;
            case DOUBLE -> (random.nextInt(160) - 40) / 4.0;
            case DECIMAL -> BigDecimal.valueOf(random.nextInt(4000) - 500, SCALE);
            case TEXT -> WORDS[random.nextInt(WORDS.length)];
            case BOOLEAN -> random.nextBoolean();
            case DATE -> FIRST_DAY.plusDays(random.nextInt(80));
            case TIME -> LocalTime.of(random.nextInt(24), random.nextInt(4) * 15);
            case TIMESTAMP ->
                FIRST_DAY.atStartOfDay().plus(Duration.ofMinutes(random.nextInt(60 * 24 * 70) / 90 * 90L));
            case UUID_ -> new UUID(random.nextInt(5) - 2L, random.nextInt(5) - 2L);
            case BYTES -> new byte[] {(byte) random.nextInt(4), (byte) (random.nextInt(3) * 100)};
        };
    }

    /** A value as the writer takes it. */
    static Object stored(Object value) {
        if (value instanceof LocalDateTime time) {
            return Instant.from(time.atOffset(ZoneOffset.UTC));
        }
        return value;
    }

    /** A literal, the same on both sides. */
    String literal(Object value) {
        return switch (this) {
            case LONG -> value.toString();
            case DECIMAL -> ((BigDecimal) value).toPlainString();
            case DOUBLE -> "CAST(%s AS DOUBLE PRECISION)".formatted(value);
            case TEXT -> "'%s'".formatted(value.toString().replace("'", "''"));
            case BOOLEAN -> value.toString().toUpperCase(Locale.ROOT);
            case DATE -> "DATE '%s'".formatted(value);
            case TIME -> "TIME '%s'".formatted(DateTimeFormatter.ISO_LOCAL_TIME.format((LocalTime) value));
            case TIMESTAMP ->
                "TIMESTAMP '%s'"
                        .formatted(DateTimeFormatter.ISO_LOCAL_DATE_TIME
                                .format((LocalDateTime) value)
                                .replace('T', ' '));
            case UUID_ -> "CAST('%s' AS UUID)".formatted(value);
            case BYTES -> "X'%02x%02x'".formatted(((byte[]) value)[0], ((byte[]) value)[1]);
        };
    }

    /** NULL of this type. */
    String none() {
        return "CAST(NULL AS %s)".formatted(sqlName);
    }
}
