package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** Recursive queries run on columns, round by round, and give what H2 or a plain loop gives. */
class RecursiveQueryTest {
    private static final int PEOPLE = 400;
    private static final int PLACES = 120;

    private static Connection ours;
    private static Connection oracle;

    @BeforeAll
    static void load() throws SQLException {
        oracle = DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID());
        String location = "mem:recursive-" + UUID.randomUUID();
        List<Operation> operations = new ArrayList<>();
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT);
                Statement h2 = oracle.createStatement()) {
            h2.execute("CREATE TABLE person(id BIGINT, boss BIGINT, name VARCHAR, pay BIGINT)");
            h2.execute("CREATE TABLE road(a BIGINT, b BIGINT)");
            define(writer);
            for (long i = 0; i < PEOPLE; i++) {
                Long boss = i == 0 ? null : (i - 1) / 4;
                h2.execute("INSERT INTO person VALUES (%d, %s, 'p%d', %d)".formatted(i, boss, i % 30, i * 7 % 50));
                Map<String, Object> person =
                        new HashMap<>(Map.of("person/id", i, "person/name", "p" + i % 30, "person/pay", i * 7 % 50));
                if (boss != null) {
                    person.put("person/boss", boss);
                }
                operations.add(Operation.put(person));
            }
            for (long i = 0; i < 2 * PLACES; i++) {
                h2.execute("INSERT INTO road VALUES (%d, %d)".formatted(from(i), to(i)));
                operations.add(Operation.put(Map.of("road/a", from(i), "road/b", to(i))));
            }
            writer.transact(operations.toArray(Operation[]::new));
        }
        ours = DriverManager.getConnection("jdbc:cairn:" + location);
    }

    private static void define(Writer writer) {
        writer.transact(
                Operation.define(AttributeSpec.builder("person/id", ValueType.LONG)
                        .identity()
                        .build()),
                Operation.define(AttributeSpec.builder("person/boss", ValueType.LONG)
                        .indexed()
                        .build()),
                Operation.define(
                        AttributeSpec.builder("person/name", ValueType.STRING).build()),
                Operation.define(
                        AttributeSpec.builder("person/pay", ValueType.LONG).build()),
                Operation.define(AttributeSpec.builder("road/a", ValueType.LONG).build()),
                Operation.define(AttributeSpec.builder("road/b", ValueType.LONG).build()));
    }

    private static long from(long road) {
        return road * 31 % PLACES;
    }

    private static long to(long road) {
        return (road * 17 + road / PLACES * 5 + 3) % (PLACES / 2);
    }

    @AfterAll
    static void close() throws SQLException {
        ours.close();
        oracle.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 100) SELECT n FROM t",
                "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 9) SELECT COUNT(*), SUM(n)"
                        + " FROM t WHERE n > 3",
                "WITH RECURSIVE t(n, m) AS (SELECT CAST(0 AS BIGINT), CAST(1 AS BIGINT) UNION ALL SELECT m, n + m FROM"
                        + " t WHERE m < 1000000) SELECT n FROM t",
                "WITH RECURSIVE t(id, depth, path) AS (SELECT id, 0, CAST(name AS VARCHAR) FROM person WHERE boss IS"
                        + " NULL UNION ALL SELECT p.id, t.depth + 1, t.path || '/' || p.name FROM t JOIN person p ON"
                        + " p.boss = t.id) SELECT id, depth, path FROM t",
                "WITH RECURSIVE t(id) AS (SELECT id FROM person WHERE id = 7 UNION ALL SELECT p.id FROM t JOIN person p"
                        + " ON p.boss = t.id) SELECT p.name, SUM(p.pay) FROM t JOIN person p ON p.id = t.id GROUP BY"
                        + " p.name",
                "WITH RECURSIVE t(id, boss) AS (SELECT id, boss FROM person WHERE id = 399 UNION ALL SELECT p.id,"
                        + " p.boss FROM t, person p WHERE p.id = t.boss) SELECT id, boss FROM t",
                "WITH RECURSIVE t(id) AS (SELECT id FROM person WHERE name = 'nobody' UNION ALL SELECT p.id FROM t JOIN"
                        + " person p ON p.boss = t.id) SELECT id FROM t",
                "WITH RECURSIVE t(id, pay) AS (SELECT id, pay FROM person WHERE id < 3 UNION ALL SELECT p.id, p.pay +"
                        + " t.pay FROM person p LEFT JOIN t ON p.boss = t.id WHERE t.id IS NOT NULL AND p.pay > 20)"
                        + " SELECT id, pay FROM t",
                "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 20) SELECT p.id FROM person p"
                        + " WHERE p.pay IN (SELECT n FROM t WHERE MOD(n, 3) = 0)",
            })
    void answersEqualH2(String sql) throws SQLException {
        assertThat(SqlRows.of(ours, sql).stream().map(List::toString))
                .containsExactlyInAnyOrderElementsOf(
                        SqlRows.of(oracle, sql).stream().map(List::toString).toList());
        assertThat(SqlRows.of(ours, "EXPLAIN " + sql).toString())
                .contains("DatomRecursion", "DatomWorkingRows")
                .doesNotContain("Enumerable");
    }

    @Test
    void unionGoesThroughCyclesOnce() throws SQLException {
        Set<Long> reached = new HashSet<>(Set.of(5L));
        boolean grows = true;
        while (grows) {
            grows = false;
            for (long road = 0; road < 2 * PLACES; road++) {
                grows |= reached.contains(from(road)) && reached.add(to(road));
            }
        }
        String sql =
                "WITH RECURSIVE t(p) AS (SELECT CAST(5 AS BIGINT) UNION SELECT r.b FROM t JOIN road r ON r.a = t.p)"
                        + " SELECT p FROM t";
        assertThat(SqlRows.of(ours, sql).stream().map(row -> (Long) row.get(0)))
                .containsExactlyInAnyOrderElementsOf(reached);
    }

    @Test
    void unionTellsNullsAndSeveralColumnsApart() throws SQLException {
        String sql = "WITH RECURSIVE t(n, s) AS (SELECT 0, CAST(NULL AS VARCHAR) UNION"
                + " SELECT MOD(n + 1, 3), CASE WHEN n = 1 THEN 'x' END FROM t) SELECT n, s FROM t";
        assertThat(SqlRows.of(ours, sql).stream().map(List::toString))
                .containsExactlyInAnyOrder("[0, null]", "[1, null]", "[2, x]");
    }

    @Test
    void oneRecursionReadsAnother() throws SQLException {
        String sql = "WITH RECURSIVE a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a WHERE n < 3),"
                + " b(m) AS (SELECT n FROM a UNION ALL SELECT m * 10 + a.n FROM b JOIN a ON a.n = MOD(b.m, 10)"
                + " WHERE m < 100) SELECT m FROM b";
        assertThat(SqlRows.of(ours, sql).toString())
                .isEqualTo("[[1], [2], [3], [11], [22], [33], [111], [222], [333]]");
    }

    @Test
    void recursionDependsOnTheRowBesideIt() throws SQLException {
        String sql = "SELECT id, (WITH RECURSIVE t(n) AS (SELECT p.id UNION ALL SELECT (n - 1) / 4 FROM t WHERE n > 0)"
                + " SELECT COUNT(*) FROM t) FROM person p WHERE id IN (0, 4, 5, 21) ORDER BY id";
        assertThat(SqlRows.of(ours, sql).toString()).isEqualTo("[[0, 1], [4, 2], [5, 3], [21, 4]]");
    }

    @Test
    void rowsComeBeforeTheRecursionEnds() throws SQLException {
        String sql = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT MOD(n, 9) + 1 FROM t) SELECT n FROM t LIMIT 12";
        assertThat(SqlRows.of(ours, sql)).hasSize(12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SELECT MOD(n + 1, 7) FROM t", "SELECT MOD(t.n + p.id, 7) FROM t JOIN person p ON p.id = t.n"})
    void endlessRecursionStopsAtItsTimeout(String repeated) throws SQLException {
        String sql =
                "WITH RECURSIVE t(n) AS (SELECT CAST(1 AS BIGINT) UNION ALL " + repeated + ") SELECT COUNT(*) FROM t";
        try (Statement statement = ours.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> {
                        try (ResultSet rows = statement.executeQuery(sql)) {
                            rows.next();
                        }
                    })
                    .isInstanceOf(SQLTimeoutException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT id FROM person WHERE boss IS NULL UNION ALL SELECT id FROM person WHERE boss IN (SELECT n FROM"
                        + " t) | inside a subquery",
                "SELECT 1.5 UNION ALL SELECT n * 1.5 FROM t | cast it",
            })
    void whatCannotBePlannedSaysWhy(String recursion, String reason) {
        String sql = "WITH RECURSIVE t(n) AS (" + recursion + ") SELECT n FROM t";
        assertThatThrownBy(() -> SqlRows.of(ours, sql)).hasMessageContaining(reason);
    }
}
