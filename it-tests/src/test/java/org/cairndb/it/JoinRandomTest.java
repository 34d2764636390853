package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairndb.planner.AttachedDatabase;
import org.cairndb.planner.exec.ExecutionSettings;
import org.cairndb.planner.rel.JoinPolicy;
import org.cairndb.planner.rel.JoinPolicy.Method;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random joins of every kind, by keys of every type and other conditions, give in every way to run them the pairs that H2 gives. */
class JoinRandomTest {
    private static final long SEED = 20_261;
    private static final int STATEMENTS = 60;
    private static final int ROWS = 70;
    private static final List<String> KEYS = List.of(
            "a.id = b.id",
            "a.k = b.k",
            "a.k = b.id",
            "a.id = b.k",
            "a.n = b.n",
            "a.s = b.s",
            "a.d = b.d",
            "a.m = b.m",
            "a.w = b.w",
            "a.u = b.u",
            "a.dt = b.dt",
            "a.flag = b.flag",
            "a.k = b.m",
            "a.m = b.d",
            "a.m = b.w",
            "a.k = b.d",
            "a.k + 1 = b.k",
            "a.k IS NOT DISTINCT FROM b.k",
            "a.s IS NOT DISTINCT FROM b.s");
    private static final List<String> CONDITIONS = List.of(
            "a.n < b.n",
            "a.n + b.k > 30",
            "a.s <> b.s",
            "b.n > 10",
            "a.n > 10",
            "(a.k = 3 OR b.n = 4)",
            "(a.s IS NULL OR b.k IS NULL)",
            "a.k BETWEEN b.k - 2 AND b.k + 2",
            "b.k < 0");
    private static final List<String> TYPES = List.of(
            "id BIGINT",
            "k BIGINT",
            "n BIGINT",
            "s VARCHAR",
            "d DOUBLE PRECISION",
            "m DECIMAL(12, 2)",
            "w DECIMAL(30, 4)",
            "u UUID",
            "dt DATE",
            "flag BOOLEAN");

    private static final JoinPolicy HASH = new JoinPolicy(EnumSet.of(Method.HASH), Double.MAX_VALUE);
    /** Bytes for about half of the rows of a table. */
    private static final long LITTLE_MEMORY = 2500;

    private static Connection oracle;
    private static List<AttachedDatabase> databases;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);

    @BeforeAll
    static void load() throws SQLException {
        oracle = DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID());
        Location location = Location.parse("mem:joins-" + UUID.randomUUID());
        Random random = new Random(SEED);
        try (Writer writer = Writer.open(location, WriterOptions.DEFAULT)) {
            for (String table : List.of("a", "b", "c")) {
                define(writer, table);
                fill(writer, table, table.equals("c") ? 0 : ROWS, random);
            }
        }
        databases = List.of(new AttachedDatabase("x", Database.open(location), location.version()));
    }

    private static void define(Writer writer, String table) throws SQLException {
        try (Statement statement = oracle.createStatement()) {
            statement.execute("CREATE TABLE %s_t (%s)".formatted(table, String.join(", ", TYPES)));
        }
        AttributeSpec.Builder m =
                AttributeSpec.builder(table + "_t/m", ValueType.DECIMAL).decimal(12, 2);
        AttributeSpec.Builder w =
                AttributeSpec.builder(table + "_t/w", ValueType.DECIMAL).decimal(30, 4);
        writer.transact(
                Operation.define(AttributeSpec.builder(table + "_t/id", ValueType.LONG)
                        .identity()
                        .build()),
                Operation.define(AttributeSpec.builder(table + "_t/k", ValueType.LONG)
                        .indexed()
                        .build()),
                Operation.define(
                        AttributeSpec.builder(table + "_t/n", ValueType.LONG).build()),
                Operation.define(AttributeSpec.builder(table + "_t/s", ValueType.STRING)
                        .indexed()
                        .build()),
                Operation.define(AttributeSpec.builder(table + "_t/d", ValueType.DOUBLE)
                        .indexed()
                        .build()),
                Operation.define(m.indexed().build()),
                Operation.define(w.build()),
                Operation.define(AttributeSpec.builder(table + "_t/u", ValueType.UUID)
                        .indexed()
                        .build()),
                Operation.define(AttributeSpec.builder(table + "_t/dt", ValueType.DATE)
                        .indexed()
                        .build()),
                Operation.define(AttributeSpec.builder(table + "_t/flag", ValueType.BOOLEAN)
                        .build()));
    }

    private static void fill(Writer writer, String table, int rows, Random random) throws SQLException {
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            Map<String, Object> row = row(i * 2 % rows + i * 2 / rows, random);
            insert(table, row);
            Map<String, Object> entity = new HashMap<>();
            row.forEach((column, value) -> entity.put(table + "_t/" + column, value));
            operations.add(Operation.put(entity));
        }
        writer.transact(operations.toArray(Operation[]::new));
    }

    private static Map<String, Object> row(int id, Random random) {
        Map<String, Object> row = new HashMap<>(Map.of("id", (long) id));
        Map<String, Object> values = Map.of(
                "k",
                (long) random.nextInt(25),
                "n",
                random.nextInt(30) * 1_000_003L % 50,
                "s",
                "s" + random.nextInt(30),
                "d",
                random.nextInt(50) / 2.0,
                "m",
                BigDecimal.valueOf(random.nextInt(50) * 50L, 2),
                "w",
                BigDecimal.valueOf(random.nextInt(50) * 5000L, 4)
                        .add(
                                random.nextInt(8) == 0
                                        ? new BigDecimal("12345678901234567890.0000")
                                        : BigDecimal.ZERO.setScale(4)),
                "u",
                new UUID(random.nextInt(4), random.nextInt(4)),
                "dt",
                LocalDate.ofEpochDay(random.nextInt(20)),
                "flag",
                random.nextBoolean());
        for (String column : values.keySet().stream().sorted().toList()) {
            if (random.nextInt(6) > 0) {
                row.put(column, values.get(column));
            }
        }
        return row;
    }

    private static void insert(String table, Map<String, Object> row) throws SQLException {
        List<String> columns = List.copyOf(row.keySet());
        String places = columns.stream().map(c -> "?").collect(Collectors.joining(", "));
        String sql = "INSERT INTO %s_t (%s) VALUES (%s)".formatted(table, String.join(", ", columns), places);
        try (PreparedStatement statement = oracle.prepareStatement(sql)) {
            for (int i = 0; i < columns.size(); i++) {
                statement.setObject(i + 1, row.get(columns.get(i)));
            }
            statement.executeUpdate();
        }
    }

    @AfterAll
    static void close() throws SQLException {
        oracle.close();
    }

    @Test
    void joinsAnswerAsInH2() throws SQLException {
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < STATEMENTS; i++) {
            Join join = next();
            List<String> expected = new ArrayList<>();
            for (List<Object> row : SqlRows.of(oracle, join.oracleSql())) {
                expected.add(row.stream().map(String::valueOf).collect(Collectors.joining(" ")));
            }
            expected.sort(null);
            for (JoinPolicy policy : policies()) {
                check(join.sql(), policy, ExecutionSettings.defaults(), expected, failures);
            }
        }
        assertThat(failures)
                .as("%d failures with seed %d", failures.size(), SEED)
                .isEmpty();
    }

    @Test
    void joinsWithoutMemoryForTheirRowsAnswerAlike() throws IOException {
        ExecutionSettings little = ExecutionSettings.defaults()
                .withThreads(1)
                .withSpillDirectory(folder)
                .withMaxQueryMemory(LITTLE_MEMORY);
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < STATEMENTS; i++) {
            String sql = next().sql();
            List<String> expected = new ArrayList<>(EngineRows.of(databases, sql, JoinPolicy.DEFAULT));
            expected.sort(null);
            if (EngineRows.of(databases, "EXPLAIN " + sql, HASH).toString().contains("DatomHashJoin")) {
                check(sql, HASH, little, expected, failures);
            }
        }
        assertThat(failures)
                .as("%d failures with seed %d", failures.size(), SEED)
                .isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private List<JoinPolicy> policies() {
        Method one = Method.values()[random.nextInt(Method.values().length)];
        return List.of(JoinPolicy.DEFAULT, new JoinPolicy(EnumSet.of(one), Double.MAX_VALUE));
    }

    private static void check(
            String sql, JoinPolicy policy, ExecutionSettings settings, List<String> expected, List<String> failures) {
        try {
            List<String> actual = new ArrayList<>(EngineRows.of(databases, sql, policy, settings));
            actual.sort(null);
            if (!actual.equals(expected)) {
                failures.add("%s by %s%n  gives %s%n  not   %s".formatted(sql, policy.methods(), actual, expected));
            }
        } catch (RuntimeException e) {
            failures.add("%s by %s%n  fails: %s".formatted(sql, policy.methods(), e));
        }
    }

    /** A statement, and one with the same meaning that H2 understands. */
    private record Join(String sql, String oracleSql) {}

    private Join next() {
        String right = random.nextInt(12) == 0 ? "c_t" : "b_t";
        String left = random.nextInt(12) == 0 ? "c_t" : "a_t";
        String on = condition();
        String filter = random.nextInt(4) == 0 ? " WHERE a.n > 20" : "";
        return switch (random.nextInt(8)) {
            case 0 -> pairs(left, "JOIN", right, on, filter);
            case 1, 2 -> pairs(left, "LEFT JOIN", right, on, filter);
            case 3 -> pairs(left, "RIGHT JOIN", right, on, filter);
            case 4 -> full(left, right, on);
            case 5 ->
                same("SELECT a.id FROM %s a WHERE EXISTS (SELECT 1 FROM %s b WHERE %s)".formatted(left, right, on));
            case 6 ->
                same("SELECT a.id FROM %s a WHERE NOT EXISTS (SELECT 1 FROM %s b WHERE %s)".formatted(left, right, on));
            default ->
                same("SELECT a.id FROM %s a WHERE a.k %s (SELECT b.k FROM %s b WHERE b.n > %d)"
                        .formatted(left, random.nextBoolean() ? "IN" : "NOT IN", right, random.nextInt(60)));
        };
    }

    private static Join same(String sql) {
        return new Join(sql, sql);
    }

    private static Join pairs(String left, String join, String right, String on, String filter) {
        return same("SELECT a.id, b.id FROM %s a %s %s b ON %s%s".formatted(left, join, right, on, filter));
    }

    private static Join full(String left, String right, String on) {
        String outer = "SELECT a.id, b.id FROM %s a LEFT JOIN %s b ON %s".formatted(left, right, on);
        String others =
                "SELECT NULL, b.id FROM %s b WHERE NOT EXISTS (SELECT 1 FROM %s a WHERE %s)".formatted(right, left, on);
        return new Join(outer.replace("LEFT JOIN", "FULL JOIN"), outer + " UNION ALL " + others);
    }

    private String condition() {
        List<String> parts = new ArrayList<>();
        if (random.nextInt(8) > 0) {
            parts.add(pick(KEYS));
        }
        if (random.nextInt(3) == 0) {
            parts.add(pick(KEYS));
        }
        if (parts.isEmpty() || random.nextInt(2) == 0) {
            parts.add(pick(CONDITIONS));
        }
        return String.join(" AND ", parts);
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
