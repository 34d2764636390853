package org.cairndb.it.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.jspecify.annotations.Nullable;

/** The same random rows with nulls here and in PostgreSQL, in a table {@code t}; compares what statements answer. */
final class PostgresTwin implements AutoCloseable {
    private static final long SEED = Long.getLong("cairn.seed", 20_261_128L);
    private static final int ROWS = Integer.getInteger("cairn.rows", 300);
    private static final BigDecimal TOLERANCE = new BigDecimal("0.000001");
    private static final String[] PIECES = {
        "a", "b", "ab", "B", "x1", "-", " ", "é", "ß", "日本", "😀", "The quick", "fox_", "100%", ",", "12", ".", "\\"
    };

    private final Connection ours;
    private final Connection theirs;

    /** Loads both. */
    PostgresTwin() throws SQLException {
        theirs = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:%d/%s?user=%s"
                .formatted(PostgresServer.port(), PostgresServer.newDatabase(), PostgresServer.ADMIN));
        String location = "mem:postgres-dialect-" + UUID.randomUUID();
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT);
                Statement ddl = theirs.createStatement()) {
            ddl.execute("CREATE TABLE t(id bigint, g bigint, l bigint, m bigint, n numeric(12, 2), d double precision,"
                    + " s text, k text, b boolean, dt date, tm time, ts timestamp, us timestamp)");
            writer.transact(
                    define("id", ValueType.LONG),
                    define("g", ValueType.LONG),
                    define("l", ValueType.LONG),
                    define("m", ValueType.LONG),
                    Operation.define(AttributeSpec.builder("t/n", ValueType.DECIMAL)
                            .decimal(12, 2)
                            .build()),
                    define("d", ValueType.DOUBLE),
                    define("s", ValueType.STRING),
                    define("k", ValueType.STRING),
                    define("b", ValueType.BOOLEAN),
                    define("dt", ValueType.DATE),
                    define("tm", ValueType.TIME),
                    define("ts", ValueType.INSTANT),
                    define("us", ValueType.INSTANT));
            insert(writer);
        }
        ours = DriverManager.getConnection("jdbc:cairn:" + location);
    }

    private static Operation define(String column, ValueType type) {
        return Operation.define(AttributeSpec.builder("t/" + column, type).build());
    }

    private void insert(Writer writer) throws SQLException {
        Random random = new Random(SEED);
        List<Operation> operations = new ArrayList<>();
        for (long id = 0; id < ROWS; id++) {
            Map<String, Object> row = row(random, id);
            Map<String, Object> entity = new HashMap<>();
            row.forEach((column, value) -> entity.put(
                    "t/" + column, value instanceof LocalDateTime time ? time.toInstant(ZoneOffset.UTC) : value));
            operations.add(Operation.put(entity));
            String columns = String.join(", ", row.keySet());
            String marks =
                    String.join(", ", row.keySet().stream().map(column -> "?").toList());
            try (PreparedStatement insert =
                    theirs.prepareStatement("INSERT INTO t(%s) VALUES (%s)".formatted(columns, marks))) {
                int i = 1;
                for (Object value : row.values()) {
                    insert.setObject(i++, value);
                }
                insert.executeUpdate();
            }
        }
        writer.transact(operations.toArray(Operation[]::new));
    }

    private static Map<String, Object> row(Random random, long id) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", id);
        row.put("g", id % 7);
        LocalDateTime base = LocalDateTime.of(1900, 1, 1, 0, 0).plusSeconds(random.nextLong(6_500_000_000L));
        put(row, random, "l", random.nextLong(2_001) - 1_000);
        put(row, random, "m", random.nextLong(20) + 1);
        put(row, random, "n", BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000, 2));
        put(row, random, "d", (random.nextInt(200_001) - 100_000) / 64.0);
        put(row, random, "s", text(random, 8));
        put(row, random, "k", text(random, 2));
        put(row, random, "b", random.nextBoolean());
        put(row, random, "dt", base.toLocalDate());
        put(row, random, "tm", LocalTime.ofSecondOfDay(random.nextInt(86_400)));
        put(row, random, "ts", base.truncatedTo(ChronoUnit.SECONDS));
        put(row, random, "us", base.plusNanos(random.nextInt(1_000_000) * 1_000L));
        return row;
    }

    private static void put(Map<String, Object> row, Random random, String column, Object value) {
        if (random.nextInt(12) > 0) {
            row.put(column, value);
        }
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    @Override
    public void close() throws SQLException {
        ours.close();
        theirs.close();
    }

    private static List<List<@Nullable Object>> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(value(result, i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** A value in a form in which both drivers' are equal: numbers as decimals, times as java.time. */
    private static @Nullable Object value(ResultSet result, int column) throws SQLException {
        return switch (result.getMetaData().getColumnType(column)) {
            case Types.TIMESTAMP -> result.getObject(column, LocalDateTime.class);
            case Types.DATE -> result.getObject(column, LocalDate.class);
            case Types.TIME -> result.getObject(column, LocalTime.class);
            default -> plain(result.getObject(column));
        };
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Number number ? new BigDecimal(number.toString()) : value;
    }

    /** Numbers are equal to six digits: types of quotients and averages differ in scale. */
    private static boolean isSame(@Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof BigDecimal a && actual instanceof BigDecimal b) {
            return a.subtract(b).abs().compareTo(a.abs().max(BigDecimal.ONE).multiply(TOLERANCE)) <= 0;
        }
        return Objects.equals(expected, actual);
    }

    private static boolean isSameRow(List<@Nullable Object> expected, List<@Nullable Object> actual) {
        return IntStream.range(0, expected.size()).allMatch(i -> isSame(expected.get(i), actual.get(i)));
    }

    /** Fails unless a statement answers the same here and there. */
    void agree(String sql) throws SQLException {
        List<List<@Nullable Object>> expected = rows(theirs, sql);
        List<List<@Nullable Object>> actual = rows(ours, sql);
        assertThat(actual).as("rows of %s, seed %d", sql, SEED).hasSameSizeAs(expected);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            if (!isSameRow(expected.get(i), actual.get(i))) {
                differences.add("expected %s but was %s".formatted(expected.get(i), actual.get(i)));
            }
        }
        assertThat(differences).as("%s, seed %d", sql, SEED).isEmpty();
    }
}
