package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ORDER BY, LIMIT and window functions give the same rows as H2, in memory and with temporary files. */
class SortAndWindowTest {
    private static final int ROWS = 4000;
    private static final String[] COLUMNS = {"id", "n", "d", "s", "label"};

    @TempDir
    private static Path directory;

    private static String location;
    private static Connection ours;
    private static Connection small;
    private static Connection oracle;

    @BeforeAll
    static void load() throws SQLException {
        oracle = DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID());
        location = "mem:sort-" + UUID.randomUUID();
        try (Statement ddl = oracle.createStatement()) {
            ddl.execute("CREATE TABLE t(id BIGINT, n BIGINT, d DOUBLE PRECISION, s VARCHAR, label VARCHAR)");
        }
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT);
                PreparedStatement insert = oracle.prepareStatement("INSERT INTO t VALUES (?, ?, ?, ?, ?)")) {
            writer.transact(
                    Operation.define(AttributeSpec.builder("t/id", ValueType.LONG)
                            .identity()
                            .build()),
                    Operation.define(
                            AttributeSpec.builder("t/n", ValueType.LONG).build()),
                    Operation.define(
                            AttributeSpec.builder("t/d", ValueType.DOUBLE).build()),
                    Operation.define(
                            AttributeSpec.builder("t/s", ValueType.STRING).build()),
                    Operation.define(
                            AttributeSpec.builder("t/label", ValueType.STRING).build()));
            List<Operation> operations = new ArrayList<>();
            Random random = new Random(20);
            for (long i = 0; i < ROWS; i++) {
                Map<String, Object> row = row(random, i);
                Map<String, Object> entity = new HashMap<>();
                row.forEach((column, value) -> entity.put("t/" + column, value));
                operations.add(Operation.put(entity));
                for (int c = 0; c < COLUMNS.length; c++) {
                    insert.setObject(c + 1, row.get(COLUMNS[c]));
                }
                insert.addBatch();
            }
            insert.executeBatch();
            writer.transact(operations.toArray(Operation[]::new));
        }
        ours = DriverManager.getConnection("jdbc:cairn:" + location);
        small = DriverManager.getConnection(
                "jdbc:cairn:" + location + "?maxQueryMemory=1MB&spillDirectory=" + directory);
    }

    private static Map<String, Object> row(Random random, long id) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", id * 7919 % ROWS);
        if (random.nextInt(8) > 0) {
            row.put("n", (long) random.nextInt(60) - 30);
        }
        if (random.nextInt(8) > 0) {
            row.put("d", random.nextInt(4000) / 8.0 - 100);
        }
        if (random.nextInt(8) > 0) {
            row.put("s", "group " + random.nextInt(12));
        }
        row.put("label", "a label with a long common beginning " + random.nextInt(900));
        return row;
    }

    @AfterAll
    static void close() throws SQLException {
        ours.close();
        small.close();
        oracle.close();
    }

    private static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void orderedRowsAreThoseOfTheOracle(int seed) throws SQLException {
        Random random = new Random(seed);
        StringBuilder sql = new StringBuilder("SELECT id, n, d, s, label FROM t");
        if (random.nextInt(3) == 0) {
            sql.append(" WHERE n > ").append(random.nextInt(60) - 30);
        }
        sql.append(" ORDER BY ").append(order(random));
        if (random.nextBoolean()) {
            sql.append(" OFFSET ").append(random.nextInt(100)).append(" ROWS");
        }
        if (random.nextInt(3) > 0) {
            sql.append(" FETCH NEXT ").append(random.nextInt(500)).append(" ROWS ONLY");
        }
        assertSame(seed, sql.toString());
    }

    /** Ends with a key that no two rows have in common. */
    private static String order(Random random) {
        StringBuilder order = new StringBuilder();
        int keys = random.nextInt(3);
        for (int i = 0; i < keys; i++) {
            order.append(COLUMNS[1 + random.nextInt(4)])
                    .append(random.nextBoolean() ? " DESC" : "")
                    .append(random.nextBoolean() ? " NULLS FIRST, " : " NULLS LAST, ");
        }
        return order + "id" + (random.nextBoolean() ? " DESC" : "");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void windowsAreThoseOfTheOracle(int seed) throws SQLException {
        Random random = new Random(seed);
        List<String> calls = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            calls.add(call(random));
        }
        String sql = "SELECT id, " + String.join(", ", calls) + " FROM t ORDER BY id";
        assertThat(numbers(SqlRows.of(ours, sql)))
                .as("seed %d: %s", seed, sql)
                .isEqualTo(numbers(SqlRows.of(oracle, sql)));
    }

    private static String call(Random random) {
        String partition = pick(random, "", "PARTITION BY s ", "PARTITION BY s, n ", "PARTITION BY n ");
        String total = partition + "ORDER BY " + order(random);
        String peers = partition + "ORDER BY n" + pick(random, " NULLS FIRST", " DESC NULLS LAST");
        String column = pick(random, "n", "d", "s", "label", "id");
        return switch (random.nextInt(9)) {
            case 0 -> "ROW_NUMBER() OVER (" + total + ")";
            case 1 -> pick(random, "RANK", "DENSE_RANK", "PERCENT_RANK", "CUME_DIST") + "() OVER (" + peers + ")";
            case 2 -> "NTILE(" + (1 + random.nextInt(9)) + ") OVER (" + total + ")";
            case 3 ->
                pick(random, "LAG(", "LEAD(") + column + pick(random, "", ", 2", ", 3") + ") OVER (" + total + ")";
            case 4 -> pick(random, "LAG(", "LEAD(") + "s, 1, 'none') OVER (" + total + ")";
            case 5 -> pick(random, "FIRST_VALUE(", "LAST_VALUE(") + column + ") OVER (" + total + frame(random) + ")";
            case 6 -> aggregate(random) + " OVER (" + peers + ")";
            case 7 -> aggregate(random) + " OVER (" + partition + ")";
            default -> aggregate(random) + " OVER (" + total + frame(random) + ")";
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COUNT(*) OVER (ORDER BY n NULLS FIRST RANGE BETWEEN 2 PRECEDING AND 1 FOLLOWING)",
                "SUM(id) OVER (PARTITION BY s ORDER BY n NULLS LAST RANGE BETWEEN 3 PRECEDING AND CURRENT ROW)",
                "SUM(id) OVER (PARTITION BY s ORDER BY n DESC NULLS LAST RANGE BETWEEN 2 PRECEDING AND 5 FOLLOWING)",
                "SUM(id) OVER (ORDER BY n DESC NULLS FIRST RANGE BETWEEN UNBOUNDED PRECEDING AND 4 PRECEDING)",
                "MIN(id) OVER (ORDER BY n NULLS FIRST RANGE BETWEEN 1 FOLLOWING AND 3 FOLLOWING)",
                "MAX(label) OVER (PARTITION BY s ORDER BY n NULLS FIRST RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED"
                        + " FOLLOWING)",
                "SUM(n) OVER (PARTITION BY s ORDER BY d NULLS LAST RANGE BETWEEN 2.5 PRECEDING AND 0.25 FOLLOWING)",
                "COUNT(*) OVER (ORDER BY d DESC NULLS LAST RANGE BETWEEN 10 PRECEDING AND 0 FOLLOWING)",
                "FIRST_VALUE(n) OVER (PARTITION BY s ORDER BY n NULLS FIRST RANGE BETWEEN 2 PRECEDING AND 2 FOLLOWING)",
                "SUM(d) OVER (PARTITION BY s ORDER BY n NULLS LAST RANGE BETWEEN 100 PRECEDING AND 7 PRECEDING)"
            })
    void framesReachForADistance(String call) throws SQLException {
        String sql = "SELECT id, " + call + " FROM t ORDER BY id";
        assertThat(numbers(SqlRows.of(ours, sql))).isEqualTo(numbers(SqlRows.of(oracle, sql)));
        assertThat(SqlRows.of(ours, "EXPLAIN " + sql).toString()).doesNotContain("Enumerable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DATE '2024-01-01' + INTERVAL '1' DAY * id",
                "TIMESTAMP '2024-01-01 00:00:00' + INTERVAL '1' DAY * id"
            })
    void framesReachForATime(String key) throws SQLException {
        String sql =
                "SELECT id, COUNT(*) OVER (ORDER BY k DESC RANGE BETWEEN INTERVAL '2' DAY PRECEDING AND INTERVAL '36'"
                        + " HOUR FOLLOWING) FROM (SELECT id, " + key + " AS k FROM t WHERE id < 6) x ORDER BY id";
        assertThat(SqlRows.of(ours, sql).toString()).isEqualTo("[[0, 3], [1, 4], [2, 4], [3, 4], [4, 3], [5, 2]]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT COUNT(DISTINCT a.id * 4000 + b.id) FROM t a, t b WHERE b.id < 40 | [[160000]]",
                "SELECT MOD(a.id, 2), COUNT(DISTINCT a.id * 4000 + b.id), COUNT(*), SUM(DISTINCT b.id) FROM t a, t b"
                        + " WHERE b.id < 40 GROUP BY MOD(a.id, 2) ORDER BY 1 | [[0, 80000, 80000, 780], [1, 80000, 80000,"
                        + " 780]]",
                "SELECT COUNT(DISTINCT CONCAT(a.label, CAST(a.id * 40 + b.id AS VARCHAR))), MAX(a.id) FROM t a, t b"
                        + " WHERE b.id < 40 | [[160000, 3999]]",
            })
    void argumentsThatCountOnceNeedNotFitIntoMemory(String sql, String expected) throws SQLException {
        assertThat(SqlRows.of(small, sql).toString()).isEqualTo(expected);
    }

    private static String aggregate(Random random) {
        return pick(random, "SUM(n)", "SUM(d)", "COUNT(*)", "COUNT(s)", "MIN(d)", "MAX(n)", "MIN(label)", "MAX(s)");
    }

    private static String frame(Random random) {
        return pick(
                random,
                " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW",
                " ROWS BETWEEN 3 PRECEDING AND 2 FOLLOWING",
                " ROWS BETWEEN 5 PRECEDING AND 2 PRECEDING",
                " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
                " ROWS BETWEEN 1 FOLLOWING AND 4 FOLLOWING",
                " RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
                " RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING");
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static void assertSame(int seed, String sql) throws SQLException {
        List<List<Object>> expected = numbers(SqlRows.of(oracle, sql));
        assertThat(numbers(SqlRows.of(ours, sql))).as("seed %d: %s", seed, sql).isEqualTo(expected);
        assertThat(numbers(SqlRows.of(small, sql)))
                .as("seed %d, little memory: %s", seed, sql)
                .isEqualTo(expected);
        assertThat(directory).isEmptyDirectory();
    }

    /** Types of sums differ: H2 has decimals where ours are integers. */
    private static List<List<Object>> numbers(List<List<Object>> rows) {
        List<List<Object>> result = new ArrayList<>();
        for (List<Object> row : rows) {
            List<Object> plain = new ArrayList<>();
            row.forEach(v -> plain.add(v instanceof Number number ? Double.valueOf(number.doubleValue()) : v));
            result.add(plain);
        }
        return result;
    }

    @Test
    void windowsRunOnColumns() throws SQLException {
        String plan =
                plan("SELECT id, ROW_NUMBER() OVER (PARTITION BY s ORDER BY d), SUM(n) OVER (PARTITION BY s) FROM t");
        assertThat(plan).contains("DatomWindow").doesNotContain("Enumerable");
    }

    @Test
    void rowsInTheOrderOfAnIndexAreOnlyLimited() throws SQLException {
        assertThat(plan("SELECT _id, n FROM t ORDER BY _id FETCH NEXT 5 ROWS ONLY"))
                .contains("order=[_id ASC], fetch=[5]")
                .doesNotContain("DatomSort");
        assertThat(plan("SELECT _id, n FROM t ORDER BY _id")).doesNotContain("DatomSort");
        assertThat(plan("SELECT n, d FROM t ORDER BY n FETCH NEXT 5 ROWS ONLY")).doesNotContain("of the input");
    }

    private static String plan(String sql) throws SQLException {
        StringBuilder plan = new StringBuilder();
        SqlRows.of(ours, "EXPLAIN " + sql)
                .forEach(row -> plan.append(row.get(0)).append('\n'));
        return plan.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a.label, b.d FROM t a CROSS JOIN t b ORDER BY b.label, a.d",
                "SELECT COUNT(*) OVER (PARTITION BY a.s ORDER BY b.d) FROM t a CROSS JOIN t b",
                "SELECT COUNT(*) FROM t a CROSS JOIN t b CROSS JOIN t c WHERE a.d + b.d < c.d - 100000"
            })
    void cancelEndsLongStatementsAndTheirFiles(String sql) throws SQLException {
        try (Statement statement = small.createStatement()) {
            AtomicBoolean ended = new AtomicBoolean();
            CompletableFuture<Void> cancelling = CompletableFuture.runAsync(() -> cancelUntil(ended, statement));
            assertThatThrownBy(() -> readAll(statement, sql))
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("57014");
            ended.set(true);
            cancelling.join();
        }
        assertThat(directory).isEmptyDirectory();
    }

    private static void readAll(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                assertThat(rows.getRow()).isPositive();
            }
        }
    }

    /** The query may not have begun when the first call comes, so it is called until it has worked. */
    private static void cancelUntil(AtomicBoolean ended, Statement statement) {
        while (!ended.get()) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
