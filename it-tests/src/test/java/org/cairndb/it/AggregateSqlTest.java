package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Grouping and set operations over values of every type, with nulls. */
class AggregateSqlTest {
    private static final int ROWS = 700;
    private static final int STATEMENTS = Size.choose(150, 3_000);
    private static final long SEED = 61;
    private static final MathContext PRECISION = new MathContext(8);
    private static final int DIGITS = 6;
    private static final List<String> COLUMNS = List.of("b", "l", "k", "d", "n", "w", "s", "t", "born", "moment", "u");

    private static Connection ours;
    private static Connection oracle;

    @BeforeAll
    static void load() throws SQLException {
        oracle = DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID());
        String location = "mem:aggregates-" + UUID.randomUUID();
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT);
                Statement ddl = oracle.createStatement()) {
            ddl.execute("CREATE TABLE fact(b BOOLEAN, l BIGINT, k BIGINT, d DOUBLE PRECISION, n NUMERIC(10, 2),"
                    + " w NUMERIC(30, 4), s VARCHAR, t VARCHAR, born DATE, moment TIMESTAMP(6), u UUID)");
            writer.transact(schema());
            insert(writer);
        }
        ours = DriverManager.getConnection("jdbc:cairn:" + location);
    }

    private static Operation[] schema() {
        return new Operation[] {
            define("b", ValueType.BOOLEAN),
            define("l", ValueType.LONG),
            define("k", ValueType.LONG),
            define("d", ValueType.DOUBLE),
            Operation.define(AttributeSpec.builder("fact/n", ValueType.DECIMAL)
                    .decimal(10, 2)
                    .build()),
            Operation.define(AttributeSpec.builder("fact/w", ValueType.DECIMAL)
                    .decimal(30, 4)
                    .build()),
            define("s", ValueType.STRING),
            define("t", ValueType.STRING),
            define("born", ValueType.DATE),
            define("moment", ValueType.INSTANT),
            define("u", ValueType.UUID),
            define("id", ValueType.LONG)
        };
    }

    private static Operation define(String column, ValueType type) {
        return Operation.define(AttributeSpec.builder("fact/" + column, type).build());
    }

    private static void insert(Writer writer) throws SQLException {
        Random random = new Random(SEED);
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            Map<String, Object> row = row(random);
            Map<String, Object> entity = new HashMap<>(Map.of("fact/id", (long) i));
            row.forEach((column, value) -> entity.put("fact/" + column, value));
            operations.add(Operation.put(entity));
            try (PreparedStatement statement =
                    oracle.prepareStatement("INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                for (int column = 0; column < COLUMNS.size(); column++) {
                    Object value = row.get(COLUMNS.get(column));
                    statement.setObject(
                            column + 1,
                            value instanceof Instant at ? LocalDateTime.ofInstant(at, ZoneOffset.UTC) : value);
                }
                statement.executeUpdate();
            }
        }
        writer.transact(operations.toArray(Operation[]::new));
    }

    private static Map<String, Object> row(Random random) {
        Map<String, Object> row = new HashMap<>();
        BigDecimal wide = BigDecimal.valueOf(random.nextInt(5) - 2);
        boolean isHuge = random.nextInt(4) == 0;
        put(row, "b", random.nextBoolean(), random);
        put(row, "l", random.nextLong() >> 12, random);
        put(row, "k", (long) random.nextInt(9), random);
        put(row, "d", (random.nextInt(13) - 4) / 4.0, random);
        put(row, "n", BigDecimal.valueOf(random.nextInt(20) - 5, 2), random);
        put(row, "w", (isHuge ? wide.movePointRight(20) : wide).setScale(4), random);
        put(
                row,
                "s",
                List.of("", "a", "b", "Ärger", "long enough to differ late 1", "long enough to differ late 2")
                        .get(random.nextInt(6)),
                random);
        put(row, "t", "t" + random.nextInt(400), random);
        put(row, "born", LocalDate.of(2024, 2, 27).plusDays(random.nextInt(5)), random);
        put(row, "moment", Instant.ofEpochSecond(1_700_000_000L + random.nextInt(4), 123_000), random);
        put(row, "u", new UUID(random.nextInt(3) - 1L, random.nextInt(2)), random);
        return row;
    }

    private static void put(Map<String, Object> row, String column, Object value, Random random) {
        if (random.nextInt(6) > 0) {
            row.put(column, value);
        }
    }

    @AfterAll
    static void close() throws SQLException {
        ours.close();
        oracle.close();
    }

    /** Calcite's own operator gives none: the condition here runs row at a time. */
    @Test
    void groupingSetsOfNoRowsGiveTheTotal() throws SQLException {
        assertThat(SqlRows.of(
                        ours,
                        "SELECT k, MAX(l), COUNT(*) FROM fact WHERE TO_CHAR(moment, 'YYYY') = 'none' GROUP BY CUBE(k)"
                                + " ORDER BY k"))
                .isEqualTo(SqlRows.of(oracle, "SELECT MAX(k), MAX(l), COUNT(*) FROM fact WHERE k < -1"));
    }

    /** The sum is a row even where there is nothing to add, so no row passes. */
    @Test
    void totalsOfCorrelatedSubqueriesAreRows() throws SQLException {
        String sums = "SELECT COUNT(*), MAX(k) FROM fact f WHERE f.k NOT IN"
                + " (SELECT SUM(g.k) FROM fact g WHERE g.k > 100 AND g.l > f.k)";
        String least = "SELECT COUNT(*), MAX(k) FROM fact f WHERE f.born >= ALL"
                + " (SELECT MIN(g.born) FROM fact g WHERE g.k = f.k AND g.d > 3)";
        String counts = "SELECT COUNT(*), MAX(k) FROM fact f WHERE f.k IN"
                + " (SELECT COUNT(*) FROM fact g WHERE g.k = f.k AND g.d > 3)";
        for (String sql : List.of(sums, least, counts)) {
            assertThat(SqlRows.of(ours, sql)).as(sql).isEqualTo(SqlRows.of(oracle, sql));
        }
    }

    /** The rules for subqueries ask for a constant for each group. */
    @Test
    void subqueriesOfValuesThatMayBeNullRunOnColumns() throws SQLException {
        List<List<Object>> plan = SqlRows.of(
                ours,
                "EXPLAIN SELECT k FROM fact f WHERE s NOT IN (SELECT f.s FROM fact g WHERE g.k < 3 UNION ALL"
                        + " SELECT t FROM fact h WHERE h.k > f.k) ORDER BY k");
        assertThat(plan.toString()).doesNotContain("Enumerable");
    }

    @Test
    void randomStatementsAnswerAsInH2() throws SQLException {
        List<String> failures = new ArrayList<>();
        for (long seed = SEED; seed < SEED + STATEMENTS; seed++) {
            RandomAggregates.Statement statement = new RandomAggregates(seed).next();
            List<String> expected = sorted(SqlRows.of(oracle, statement.oracle()));
            try {
                List<String> actual = sorted(SqlRows.of(ours, statement.ours()));
                if (!actual.equals(expected)) {
                    failures.add(difference(seed, statement, actual, expected));
                }
            } catch (SQLException e) {
                failures.add(
                        "%d: %s%n  fails: %s %s".formatted(seed, statement.ours(), e.getSQLState(), e.getMessage()));
            }
        }
        assertThat(failures).as("%d failures", failures.size()).isEmpty();
    }

    private static String difference(
            long seed, RandomAggregates.Statement statement, List<String> actual, List<String> expected) {
        List<String> wrong = new ArrayList<>(actual);
        expected.forEach(wrong::remove);
        List<String> absent = new ArrayList<>(expected);
        actual.forEach(absent::remove);
        return "%d: %s%n  gives %s%n  not   %s".formatted(seed, statement.ours(), wrong, absent);
    }

    private static List<String> sorted(List<List<Object>> rows) {
        return rows.stream()
                .map(row -> row.stream().map(AggregateSqlTest::normal).toList().toString())
                .sorted()
                .toList();
    }

    private static String normal(Object value) {
        if (value instanceof Timestamp timestamp) {
            return timestamp.toLocalDateTime().toString();
        }
        if (!(value instanceof Number number)) {
            return String.valueOf(value);
        }
        BigDecimal exact = new BigDecimal(number.toString()).round(PRECISION);
        BigDecimal rounded = exact.scale() > DIGITS ? exact.setScale(DIGITS, RoundingMode.HALF_EVEN) : exact;
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "null",
            value = {
                "SELECT COUNT(*) FROM fact WHERE k > 1000; 0",
                "SELECT COUNT(DISTINCT s) FROM fact WHERE k > 1000; 0",
                "SELECT SUM(l) FROM fact WHERE k > 1000; null",
                "SELECT AVG(n) FROM fact WHERE k > 1000; null",
                "SELECT LISTAGG(t) WITHIN GROUP (ORDER BY t) FROM fact WHERE k > 1000; null",
                "SELECT MAX(k) FROM (SELECT CAST(NULL AS BIGINT) AS k FROM fact); null",
                "SELECT COUNT(*) FROM (SELECT s FROM fact WHERE k > 1000 GROUP BY s); 0",
                "SELECT AVG(v) FROM (VALUES (1), (2)) AS t(v); 1.5",
                "SELECT AVG(v) FROM (VALUES (0.01), (0.02), (0.02)) AS t(v); 0.01666667",
                "SELECT SUM(v) FROM (VALUES (9223372036854775807), (1), (-1)) AS t(v); 9223372036854775807",
                "SELECT COUNT(*) FROM (VALUES (''), (NULL), ('a'), (NULL)) AS t(v) GROUP BY v HAVING v IS NULL; 2",
                "SELECT COUNT(*) FROM (SELECT v FROM (VALUES (0e0), (-0e0), (1e0)) AS t(v) GROUP BY v); 2",
                "SELECT STRING_AGG(v, '-' ORDER BY v DESC) FROM (VALUES ('a'), ('c'), ('b')) AS t(v); c-b-a",
                "SELECT LISTAGG(DISTINCT v, '-') WITHIN GROUP (ORDER BY v) FROM (VALUES ('b'), ('a'), ('b')) AS t(v);"
                        + " a-b",
                "SELECT LISTAGG(v) WITHIN GROUP (ORDER BY v) FROM (VALUES ('b'), ('a')) AS t(v); 'a,b'",
                "SELECT PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY v) FROM (VALUES (1), (2), (3), (4)) AS t(v); 2",
                "SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY v) FROM (VALUES (1e0), (2e0)) AS t(v); 1.5",
                "SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY v) FROM (VALUES (1), (2)) AS t(v); 1.5",
                "SELECT PERCENTILE_CONT(0.25) WITHIN GROUP (ORDER BY v) FROM (VALUES (1), (NULL), (2)) AS t(v); 1.25",
                "SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY v DESC) FILTER (WHERE v > 1) FROM (VALUES (1), (2),"
                        + " (3)) AS t(v); 2.5",
                "SELECT PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY v DESC NULLS LAST) FILTER (WHERE v < 3) FROM"
                        + " (VALUES (1), (2), (3)) AS t(v); 2",
                "SELECT PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY v) FILTER (WHERE v > 9) FROM (VALUES (1), (2)) AS"
                        + " t(v); null",
                "SELECT MODE(v) FROM (VALUES (3), (1), (3), (1), (2)) AS t(v); 1",
                "SELECT BOOL_OR(v) FROM (VALUES (FALSE), (TRUE), (NULL)) AS t(v); true",
                "SELECT EVERY(v) FROM (VALUES (FALSE), (TRUE)) AS t(v); false",
                "SELECT COUNT(a, b) FROM (VALUES (1, 1), (1, NULL), (NULL, 1)) AS t(a, b); 1",
                "SELECT COUNT(DISTINCT a, b) FROM (VALUES (1, 1), (1, 1), (1, 2), (NULL, 1)) AS t(a, b); 2",
                "SELECT COUNT(*) FROM (SELECT v FROM (VALUES (1), (1), (1), (2)) AS t(v) INTERSECT ALL SELECT v FROM"
                        + " (VALUES (1), (1), (3)) AS u(v)); 2",
                "SELECT COUNT(*) FROM (SELECT v FROM (VALUES (1), (1), (1), (2)) AS t(v) EXCEPT ALL SELECT v FROM"
                        + " (VALUES (1), (3)) AS u(v)); 3",
                "SELECT SUM(v) FROM (SELECT v FROM (VALUES (1), (2)) AS t(v) UNION ALL SELECT v FROM (VALUES (1.25))"
                        + " AS u(v)); 4.25"
            })
    void handwrittenCases(String sql, String expected) throws SQLException {
        Object value = SqlRows.of(ours, sql).get(0).get(0);
        String plain = value instanceof Number number
                ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
        assertThat(plain).isEqualTo(String.valueOf(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT SUM(v) FROM (VALUES (9223372036854775807), (1)) AS t(v)",
                "SELECT s, SUM(l * 4096) FROM fact GROUP BY s"
            })
    void sumsThatDoNotFitAreErrors(String sql) {
        assertThatThrownBy(() -> SqlRows.of(ours, sql))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22003"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT s, COUNT(DISTINCT t), AVG(w) FILTER (WHERE b) FROM fact GROUP BY ROLLUP(s)",
                "SELECT s FROM fact UNION SELECT t FROM fact",
                "SELECT s FROM fact EXCEPT ALL SELECT t FROM fact"
            })
    void runOnColumns(String sql) throws SQLException {
        assertThat(SqlRows.of(ours, "EXPLAIN " + sql).toString()).doesNotContain("Enumerable");
    }
}
