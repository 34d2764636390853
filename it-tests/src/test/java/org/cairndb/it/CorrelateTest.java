package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.cairndb.planner.AttachedDatabase;
import org.cairndb.planner.exec.ExecutionSettings;
import org.cairndb.planner.rel.JoinPolicy;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subqueries that depend on the rows around them in ways that no join can express run on columns, and give what H2 gives. */
class CorrelateTest {
    private static final long SEED = 31;
    private static final int ROWS = 300;

    private static Connection oracle;
    private static List<AttachedDatabase> databases;

    @BeforeAll
    static void load() throws SQLException {
        oracle = DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID());
        Location location = Location.parse("mem:correlate-" + UUID.randomUUID());
        Random random = new Random(SEED);
        try (Writer writer = Writer.open(location, WriterOptions.DEFAULT)) {
            for (String table : List.of("a", "b")) {
                define(writer, table);
                fill(writer, table, random);
            }
        }
        databases = List.of(new AttachedDatabase("x", Database.open(location), location.version()));
    }

    private static void define(Writer writer, String table) throws SQLException {
        try (Statement statement = oracle.createStatement()) {
            statement.execute("CREATE TABLE %s (id BIGINT, k BIGINT, n BIGINT, s VARCHAR)".formatted(table));
            for (String column : List.of("k", "n", "s")) {
                statement.execute("CREATE INDEX %s_%s ON %1$s(%2$s)".formatted(table, column));
            }
        }
        writer.transact(
                Operation.define(AttributeSpec.builder(table + "/id", ValueType.LONG)
                        .identity()
                        .build()),
                Operation.define(AttributeSpec.builder(table + "/k", ValueType.LONG)
                        .indexed()
                        .build()),
                Operation.define(
                        AttributeSpec.builder(table + "/n", ValueType.LONG).build()),
                Operation.define(
                        AttributeSpec.builder(table + "/s", ValueType.STRING).build()));
    }

    private static void fill(Writer writer, String table, Random random) throws SQLException {
        List<Operation> operations = new ArrayList<>();
        String sql = "INSERT INTO %s VALUES (?, ?, ?, ?)".formatted(table);
        try (PreparedStatement insert = oracle.prepareStatement(sql)) {
            for (int i = 0; i < ROWS; i++) {
                List<Object> row = new ArrayList<>();
                row.add((long) i);
                row.add(random.nextInt(6) == 0 ? null : (long) random.nextInt(60));
                row.add((long) random.nextInt(40));
                row.add(random.nextInt(6) == 0 ? null : "s" + random.nextInt(20));
                Map<String, Object> entity = new HashMap<>();
                for (int column = 0; column < row.size(); column++) {
                    insert.setObject(column + 1, row.get(column));
                    if (row.get(column) != null) {
                        entity.put(table + "/" + List.of("id", "k", "n", "s").get(column), row.get(column));
                    }
                }
                insert.addBatch();
                operations.add(Operation.put(entity));
            }
            insert.executeBatch();
        }
        writer.transact(operations.toArray(Operation[]::new));
    }

    @AfterAll
    static void close() throws SQLException {
        oracle.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a.id, (SELECT SUM(b.n) FROM b WHERE b.k = a.k AND EXISTS"
                        + " (SELECT 1 FROM a c WHERE c.k = b.n AND c.id > a.id)) FROM a",
                "SELECT a.id, (SELECT COUNT(*) FROM b WHERE b.k = a.k AND NOT EXISTS"
                        + " (SELECT 1 FROM a c WHERE c.n = b.n AND c.id > a.id)) FROM a",
                "SELECT a.id FROM a WHERE a.n > (SELECT MIN(b.n) FROM b WHERE b.k = a.k AND b.n IN"
                        + " (SELECT c.n FROM a c WHERE c.k > a.k))",
                "SELECT a.id, (SELECT MAX(b.n) FROM b WHERE b.s = a.s AND b.n <> a.n AND EXISTS"
                        + " (SELECT 1 FROM a c WHERE c.s = b.s AND c.k < a.k AND c.n > b.n)) FROM a WHERE a.id > 40",
                "SELECT a.s, COUNT(*) FROM a WHERE a.n < (SELECT SUM(b.n) FROM b WHERE b.k BETWEEN a.k AND a.k + 3"
                        + " AND EXISTS (SELECT 1 FROM a c WHERE c.n = b.n AND c.k = a.k)) GROUP BY a.s",
                "SELECT a.id, (SELECT SUM(b.n) FROM b WHERE b.k = a.k AND b.n > (SELECT MIN(c.n) FROM a c"
                        + " WHERE c.k = b.k AND EXISTS (SELECT 1 FROM b d WHERE d.n = c.n AND d.id <> a.id))) FROM a"
            })
    void subqueriesRunForEachRow(String sql) throws SQLException {
        assertThat(rows(sql)).containsExactlyInAnyOrderElementsOf(oracle(sql));
        assertThat(plan(sql)).contains("DatomCorrelate").doesNotContain("Enumerable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a.id, (SELECT b.n FROM b WHERE b.k = a.k ORDER BY b.n, b.id LIMIT 1) FROM a",
                "SELECT a.id FROM a WHERE a.n > (SELECT b.n FROM b WHERE b.k = a.k ORDER BY b.id LIMIT 1)",
                "SELECT a.id FROM a WHERE NOT EXISTS (SELECT 1 FROM b WHERE b.k = a.k ORDER BY b.n OFFSET 3 ROWS)",
                "SELECT a.id FROM a WHERE a.n IN (SELECT b.n FROM b WHERE b.k < a.k ORDER BY b.id LIMIT 5)",
                "SELECT a.id, (SELECT COUNT(*) FROM b WHERE b.n < a.n AND b.k > a.k) FROM a",
                "SELECT (SELECT COUNT(*) FROM b WHERE b.n < x.n), n, CASE WHEN x.k > x.n THEN x.k ELSE x.n END"
                        + " FROM (SELECT n, k, id FROM a) x",
                "SELECT a.id FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.k = a.k"
                        + " AND b.n > (SELECT AVG(c.n) FROM a c WHERE c.k > a.k AND c.s = b.s))",
                "SELECT a.id FROM a WHERE EXISTS"
                        + " (SELECT b.n FROM b WHERE b.k = a.k UNION ALL SELECT c.n FROM a c WHERE c.k = a.n)",
                "SELECT a.id, (SELECT (SELECT c.n FROM a c WHERE c.k = b.k AND c.n >= a.n ORDER BY c.n LIMIT 1)"
                        + " FROM b WHERE b.k = a.k ORDER BY b.id LIMIT 1) FROM a"
            })
    void subqueriesGiveWhatH2Gives(String sql) throws SQLException {
        assertThat(rows(sql)).containsExactlyInAnyOrderElementsOf(oracle(sql));
        assertThat(plan(sql)).doesNotContain("Enumerable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CROSS JOIN LATERAL (%s) l", "LEFT JOIN LATERAL (%s) l ON TRUE", ", LATERAL (%s) l"})
    void lateralTablesGiveSeveralRowsForEach(String join) throws SQLException {
        String exists = " AND EXISTS (SELECT 1 FROM a c WHERE c.n = b.n AND c.id > a.id)";
        String lateral = "SELECT b.n, b.s FROM b WHERE b.k = a.k" + exists;
        String outer = join.startsWith("LEFT") ? "LEFT JOIN" : "JOIN";
        List<String> expected = oracle("SELECT a.id, b.n, b.s FROM a " + outer + " b ON b.k = a.k" + exists);
        String sql = "SELECT a.id, l.n, l.s FROM a " + join.formatted(lateral);
        assertThat(rows(sql)).containsExactlyInAnyOrderElementsOf(expected);
        String grouped = "SELECT b.s, COUNT(*) FROM b WHERE b.k > a.k" + exists + " GROUP BY b.s";
        String byGroups = "SELECT a.id, b.s, COUNT(*) FROM a JOIN b ON b.k > a.k" + exists + " GROUP BY a.id, b.s";
        assertThat(rows("SELECT a.id, l.* FROM a CROSS JOIN LATERAL (" + grouped + ") l"))
                .containsExactlyInAnyOrderElementsOf(oracle(byGroups));
    }

    @Test
    void valuesOfTheOuterRowBecomeKeysOfAnIndex() {
        String sql = "SELECT a.id, (SELECT SUM(b.n) FROM b WHERE b.k = a.k AND EXISTS"
                + " (SELECT 1 FROM a c WHERE c.n = b.n AND c.id > a.id)) FROM a";
        assertThat(plan(sql)).contains("range=[=(k, $cor0.k)]", "range=[>(id, $cor0.id)]");
    }

    @Test
    void oneRunServesAllRowsWithTheSameValues() {
        String sql = "SELECT a.id, (SELECT SUM(b.n) FROM b WHERE b.n = a.k AND EXISTS"
                + " (SELECT 1 FROM a c WHERE c.n = b.n AND c.k > a.k)) FROM a";
        String inner = String.join("\n", EngineRows.of(databases, "EXPLAIN ANALYZE " + sql, JoinPolicy.DEFAULT))
                .lines()
                .filter(line -> line.contains("DatomAggregate"))
                .findFirst()
                .orElseThrow();
        // 60 values and null
        // 60 values and null in all batches together, and hardly any of them in more than one
        assertThat(inner).containsPattern("real 6[0-9] rows");
    }

    @Test
    void runsThatNeedMoreMemoryThanThereIsSaySo() {
        String sql = "SELECT a.id, l.n FROM a CROSS JOIN LATERAL (SELECT b.n FROM b WHERE b.k <> a.k"
                + " AND EXISTS (SELECT 1 FROM a c WHERE c.n = b.n AND c.id <> a.id)) l";
        ExecutionSettings little = ExecutionSettings.defaults().withThreads(1).withMaxQueryMemory(1000);
        assertThatThrownBy(() -> EngineRows.of(databases, sql, JoinPolicy.DEFAULT, little))
                .hasMessageContaining("raise maxQueryMemory");
    }

    private static List<String> oracle(String sql) throws SQLException {
        List<String> expected = new ArrayList<>();
        for (List<Object> row : SqlRows.of(oracle, sql)) {
            expected.add(row.stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
        return expected;
    }

    private static List<String> rows(String sql) {
        return EngineRows.of(databases, sql, JoinPolicy.DEFAULT);
    }

    private static String plan(String sql) {
        return String.join("\n", EngineRows.of(databases, "EXPLAIN " + sql, JoinPolicy.DEFAULT));
    }
}
