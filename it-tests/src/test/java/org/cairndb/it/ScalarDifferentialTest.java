package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Random scalar expressions over random rows with nulls give the same values as in H2, projected and as conditions. */
class ScalarDifferentialTest {
    private static final long SEED = Long.getLong("cairn.seed", 20_260_101L);
    private static final int ROWS = 200;
    private static final int QUERIES = Integer.getInteger("cairn.queries", 40);
    private static final String[] TEXTS = {"", "a", "b", "ab", "abc", "a b", " äb ", "Abc", "bca", "ßé", "xaybz"};

    private static Connection ours;
    private static Connection oracle;

    @BeforeAll
    static void load() throws SQLException {
        oracle = DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID());
        String location = "mem:scalars-" + UUID.randomUUID();
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT);
                Statement ddl = oracle.createStatement()) {
            ddl.execute("CREATE TABLE t(id BIGINT, l BIGINT, m BIGINT, n DECIMAL(12, 2), w DECIMAL(24, 4), d DOUBLE"
                    + " PRECISION, s VARCHAR, k VARCHAR, b BOOLEAN, dt DATE, ts TIMESTAMP(6))");
            writer.transact(
                    define("id", ValueType.LONG),
                    define("l", ValueType.LONG),
                    define("m", ValueType.LONG),
                    Operation.define(AttributeSpec.builder("t/n", ValueType.DECIMAL)
                            .decimal(12, 2)
                            .build()),
                    Operation.define(AttributeSpec.builder("t/w", ValueType.DECIMAL)
                            .decimal(24, 4)
                            .build()),
                    define("d", ValueType.DOUBLE),
                    define("s", ValueType.STRING),
                    define("k", ValueType.STRING),
                    define("b", ValueType.BOOLEAN),
                    define("dt", ValueType.DATE),
                    define("ts", ValueType.INSTANT));
            insert(writer);
        }
        ours = DriverManager.getConnection("jdbc:cairn:" + location);
    }

    private static Operation define(String column, ValueType type) {
        return Operation.define(AttributeSpec.builder("t/" + column, type).build());
    }

    private static void insert(Writer writer) throws SQLException {
        Random random = new Random(SEED);
        List<Operation> operations = new ArrayList<>();
        for (long id = 0; id < ROWS; id++) {
            Map<String, Object> row = row(random, id);
            Map<String, Object> entity = new HashMap<>();
            row.forEach((column, value) -> entity.put(
                    "t/" + column, value instanceof LocalDateTime time ? time.toInstant(ZoneOffset.UTC) : value));
            operations.add(Operation.put(entity));
            List<String> columns = List.copyOf(row.keySet());
            String marks = String.join(", ", columns.stream().map(c -> "?").toList());
            String sql = "INSERT INTO t(%s) VALUES (%s)".formatted(String.join(", ", columns), marks);
            try (PreparedStatement statement = oracle.prepareStatement(sql)) {
                for (int i = 0; i < columns.size(); i++) {
                    statement.setObject(i + 1, row.get(columns.get(i)));
                }
                statement.executeUpdate();
            }
        }
        writer.transact(operations.toArray(Operation[]::new));
    }

    private static Map<String, Object> row(Random random, long id) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", id);
        put(random, row, "l", random.nextLong() >> 24);
        put(random, row, "m", (long) random.nextInt(80) - 40);
        put(random, row, "n", BigDecimal.valueOf(random.nextInt(2000) - 800, 2));
        put(random, row, "w", wide(random));
        put(random, row, "d", (random.nextInt(4000) - 2000) / 16.0);
        put(random, row, "s", TEXTS[random.nextInt(TEXTS.length)]);
        put(random, row, "k", "abc".substring(random.nextInt(3)));
        put(random, row, "b", random.nextBoolean());
        put(random, row, "dt", LocalDate.of(2024, 1, 1).plusDays(random.nextInt(90)));
        put(
                random,
                row,
                "ts",
                LocalDate.of(2024, 1, 1)
                        .plusDays(random.nextInt(90))
                        .atStartOfDay()
                        .plusSeconds(random.nextInt(86_400))
                        .plusNanos(random.nextInt(1000) * 1000L * random.nextInt(2)));
        return row;
    }

    private static BigDecimal wide(Random random) {
        BigDecimal small = BigDecimal.valueOf(random.nextInt(100_000), 4);
        return random.nextInt(3) > 0
                ? small
                : small.add(new BigDecimal("1234567890123456789").multiply(BigDecimal.valueOf(random.nextInt(9) - 4)));
    }

    private static void put(Random random, Map<String, Object> row, String column, Object value) {
        if (random.nextInt(6) > 0) {
            row.put(column, value);
        }
    }

    @AfterAll
    static void close() throws SQLException {
        ours.close();
        oracle.close();
    }

    @Test
    void expressionsEqual() throws SQLException {
        RandomScalars scalars = new RandomScalars(SEED);
        for (int i = 0; i < QUERIES; i++) {
            String sql = "SELECT id, %s AS a, %s AS b, %s AS c FROM t ORDER BY id"
                    .formatted(scalars.any(), scalars.any(), scalars.any());
            assertSame(sql);
        }
    }

    @Test
    void conditionsSelectTheSameRows() throws SQLException {
        RandomScalars scalars = new RandomScalars(SEED + 1);
        for (int i = 0; i < QUERIES; i++) {
            assertSame("SELECT id, s FROM t WHERE %s ORDER BY id".formatted(scalars.condition()));
        }
    }

    private static void assertSame(String sql) throws SQLException {
        List<String> expected = text(SqlRows.of(oracle, sql));
        List<String> actual;
        try {
            actual = text(SqlRows.of(ours, sql));
        } catch (SQLException e) {
            throw new AssertionError("seed " + SEED + ": " + sql, e);
        }
        String where = "seed " + SEED + ": " + sql;
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            assertThat(actual.get(i)).as(where).isEqualTo(expected.get(i));
        }
        assertThat(actual).as(where).hasSameSizeAs(expected);
    }

    private static List<String> text(List<List<Object>> rows) {
        return rows.stream()
                .map(row -> row.stream()
                        .map(ScalarDifferentialTest::normal)
                        .toList()
                        .toString())
                .toList();
    }

    /** Numbers without regard to their type, doubles to 12 digits. */
    private static String normal(Object value) {
        if (value instanceof Double number) {
            return new BigDecimal(number)
                    .round(new MathContext(12))
                    .stripTrailingZeros()
                    .toPlainString();
        }
        return value instanceof Number number
                ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }
}
