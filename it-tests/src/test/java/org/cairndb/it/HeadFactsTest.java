package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.cairndb.storage.Stores;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Keyword;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.NodeEntry;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.commit.FlushBounds;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.EntityRef;
import org.cairndb.writer.tx.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts and extremes of whole tables come from the head: they are right, and they are there when every node of the store is gone. */
class HeadFactsTest {
    private static final int ROWS = 500;
    /** Greatest number that {@link #scattered} gives for a row. */
    private static final long GREATEST =
            IntStream.range(0, ROWS).map(HeadFactsTest::scattered).max().orElseThrow();

    private static final List<String> COLUMNS = List.of(
            "string", "long", "double", "decimal", "wide", "boolean", "instant", "date", "time", "uuid", "bytes",
            "keyword");

    private final String location = "mem:facts-" + UUID.randomUUID();
    private final Connection connection = connect();
    /** Transaction that holds the first half of the rows. */
    private long half;

    private Connection connect() {
        try (Writer writer = writer()) {
            for (boolean indexed : new boolean[] {false, true}) {
                for (ValueType type : ValueType.values()) {
                    writer.transact(Operation.define(spec(type.label(), type, indexed)));
                }
                writer.transact(Operation.define(spec("wide", ValueType.DECIMAL, indexed)));
            }
            writer.transact(Operation.define(
                    AttributeSpec.builder("plain/tags", ValueType.STRING).many().build()));
            writer.transact(Operation.define(
                    AttributeSpec.builder("empty/name", ValueType.STRING).build()));
            half = put(writer, 0, ROWS / 2);
            put(writer, ROWS / 2, ROWS);
            return DriverManager.getConnection("jdbc:cairn:" + location);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Flushes at each commit of more than a few datoms. */
    private Writer writer() {
        WriterOptions options = WriterOptions.DEFAULT.flushBounds(new FlushBounds(64 << 10, 200, 1024));
        return Writer.open(Location.parse(location), options);
    }

    private static AttributeSpec spec(String name, ValueType type, boolean indexed) {
        AttributeSpec.Builder builder = AttributeSpec.builder((indexed ? "indexed/" : "plain/") + name, type);
        if (type == ValueType.DECIMAL) {
            builder.decimal(name.equals("wide") ? 30 : 12, 2);
        }
        return (indexed ? builder.indexed() : builder).build();
    }

    private static long put(Writer writer, int from, int to) {
        List<Operation> operations = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Map<String, Object> values = values(i);
            for (String table : List.of("plain", "indexed")) {
                Map<String, Object> entity = new HashMap<>();
                values.forEach((name, value) -> entity.put(table + "/" + name, value));
                if (table.equals("plain")) {
                    entity.put("plain/tags", List.of("tag " + i % 7, "tag " + i % 10));
                }
                operations.add(Operation.put(entity));
            }
        }
        return writer.transact(operations.toArray(Operation[]::new)).tx();
    }

    /** Values in no order, a third of them absent. */
    private static Map<String, Object> values(int i) {
        int scattered = scattered(i);
        Map<String, Object> values = new HashMap<>();
        values.put("long", (long) scattered);
        if (i % 3 > 0) {
            values.put("string", "text " + scattered);
            values.put("double", scattered / 8.0);
            values.put("decimal", BigDecimal.valueOf(scattered, 2));
            values.put(
                    "wide", BigDecimal.valueOf(scattered, 2).multiply(BigDecimal.valueOf(1_000_000_000_000_000_000L)));
            values.put("boolean", i % 2 == 0);
            values.put("instant", Instant.ofEpochSecond(scattered, 123_456_000));
            values.put("date", LocalDate.ofEpochDay(scattered));
            values.put("time", LocalTime.ofSecondOfDay(scattered + 300));
            values.put("uuid", new UUID(i % 64 * 0x0410_4104_1041_0410L, scattered));
            values.put("bytes", Bytes.of(new byte[] {(byte) scattered, (byte) i}));
            values.put("keyword", new Keyword("status/" + scattered));
        }
        return values;
    }

    private static int scattered(int i) {
        return i * 7919 % 1009 - 300;
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private void dropAllNodes() {
        try (NodeStore store = Stores.open(Location.parse(location))) {
            List<NodeId> ids = store.listNodes().map(NodeEntry::id).toList();
            assertThat(ids).isNotEmpty();
            store.deleteNodes(ids);
        }
        assertThatThrownBy(() -> rows("SELECT SUM(\"long\") FROM plain")).hasMessageContaining("is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "indexed"})
    void headAloneAnswersWithTheValuesThatSortingGives(String table) throws SQLException {
        Map<String, List<Object>> expected = new HashMap<>();
        for (String column : COLUMNS) {
            String sorted = "SELECT \"%s\" FROM %s WHERE \"%s\" IS NOT NULL ORDER BY 1 %s";
            List<List<@Nullable Object>> ascending = rows(sorted.formatted(column, table, column, "ASC"));
            List<List<@Nullable Object>> descending = rows(sorted.formatted(column, table, column, "DESC"));
            expected.put(
                    column,
                    List.of(
                            (long) ascending.size(),
                            ascending.get(0).get(0),
                            descending.get(0).get(0)));
        }
        for (String column : COLUMNS) {
            String sql =
                    "SELECT COUNT(\"%s\"), MIN(\"%s\"), MAX(\"%s\") FROM %s".formatted(column, column, column, table);
            assertThat(rows(sql))
                    .as(sql)
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactly(expected.get(column));
        }
    }

    @Test
    void answersNeedNoNode() throws SQLException {
        dropAllNodes();
        List<String> tables = List.of("plain", "indexed");
        for (String table : tables) {
            for (String column : COLUMNS) {
                String sql = "SELECT COUNT(*), COUNT(\"%s\"), MIN(\"%s\"), MAX(\"%s\") FROM %s"
                        .formatted(column, column, column, table);
                assertThat(rows(sql).get(0).get(0)).isEqualTo((long) ROWS);
            }
            assertThat(rows("SELECT MIN(_id) < MAX(_id) FROM " + table)).containsExactly(List.of(true));
        }
        assertThat(rows("SELECT COUNT(*), MIN(tags), MAX(tags) FROM plain__tags")
                        .get(0))
                .containsExactly(links(ROWS), "tag 0", "tag 9");
        assertThat(rows("SELECT COUNT(e), COUNT(tx), MAX(v) FROM \"plain/string\"")
                        .get(0)
                        .get(0))
                .isEqualTo(ROWS - (ROWS + 2L) / 3);
        assertThat(rows("SELECT MIN(tx), MAX(tx) - COUNT(*), MIN(instant) < MAX(instant) FROM transactions"))
                .containsExactly(List.of(1L, 0L, true));
        assertThat(rows("SELECT COUNT(*), COUNT(name), MIN(name) FROM empty").get(0))
                .containsExactly(0L, 0L, null);
    }

    private static long links(int rows) {
        long links = 0;
        for (int i = 0; i < rows; i++) {
            links += i % 7 == i % 10 ? 1 : 2;
        }
        return links;
    }

    @Test
    void largerQueriesContainAnswersFromTheHead() throws SQLException {
        dropAllNodes();
        assertThat(rows("SELECT n * 2 FROM (SELECT COUNT(*) AS n FROM plain) t"))
                .containsExactly(List.of(2L * ROWS));
        assertThat(rows("VALUES ((SELECT COUNT(*) FROM plain) + (SELECT MAX(\"long\") FROM indexed))"))
                .containsExactly(List.of(ROWS + GREATEST));
        assertThat(rows("SELECT 'plain', COUNT(*) FROM plain UNION ALL SELECT 'indexed', MIN(\"long\") FROM indexed"))
                .containsExactlyInAnyOrder(List.of("plain", (long) ROWS), List.of("indexed", -300L));
    }

    @Test
    void changesInTheTailCount() throws SQLException {
        try (Writer writer = writer()) {
            writer.transact(Map.of("plain/long", 5000L), Map.of("indexed/long", -5000L));
        }
        dropAllNodes();
        assertThat(rows("SELECT COUNT(*), COUNT(\"long\"), MAX(\"long\") FROM plain"))
                .containsExactly(List.of(ROWS + 1L, ROWS + 1L, 5000L));
        assertThat(rows("SELECT MIN(\"long\") FROM indexed")).containsExactly(List.of(-5000L));
    }

    @Test
    void retractedExtremeIsFoundAgain() throws SQLException {
        try (Writer writer = writer()) {
            for (String table : List.of("plain", "indexed")) {
                long entity = (Long) rows("SELECT _id FROM %s WHERE \"long\" = -300".formatted(table))
                        .get(0)
                        .get(0);
                writer.transact(Operation.retract(EntityRef.of(entity), table + "/long"));
            }
        }
        for (String table : List.of("plain", "indexed")) {
            long least = (Long) rows("SELECT \"long\" FROM %s ORDER BY 1 LIMIT 1".formatted(table))
                    .get(0)
                    .get(0);
            assertThat(rows("SELECT MIN(\"long\"), COUNT(\"long\") FROM " + table))
                    .containsExactly(List.of(least, ROWS - 1L));
        }
    }

    @Test
    void pastStatesAreExact() throws SQLException {
        for (String table : List.of("plain", "indexed")) {
            String columns = "COUNT(*), COUNT(\"string\"), MIN(\"long\"), MAX(\"long\")";
            String facts = "SELECT " + columns + " FROM " + table + " FOR VERSION AS OF " + half;
            String scan = "SELECT " + columns + " FROM " + table + " FOR VERSION AS OF " + half + " WHERE _id > 0";
            assertThat(rows(facts)).isEqualTo(rows(scan));
            assertThat(rows(facts).get(0).get(0)).isEqualTo(ROWS / 2L);
            String parameter = "SELECT " + columns + " FROM " + table + " FOR VERSION AS OF ?";
            assertThat(Jdbc.rows(connection, parameter, half)).isEqualTo(rows(facts));
            assertThat(Jdbc.rows(connection, parameter, half - 1).get(0)).containsExactly(0L, 0L, null, null);
            assertThat(Jdbc.rows(connection, parameter, half + 1).get(0).get(0)).isEqualTo((long) ROWS);
        }
    }

    @Test
    void notANumberIsTheGreatest() throws SQLException {
        try (Writer writer = writer()) {
            writer.transact(Map.of("plain/double", Double.NaN));
        }
        assertThat(rows("SELECT MAX(\"double\") FROM plain")).containsExactly(List.of(Double.NaN));
        assertThat(rows("SELECT \"double\" FROM plain WHERE \"double\" IS NOT NULL ORDER BY 1 DESC LIMIT 1"))
                .containsExactly(List.of(Double.NaN));
    }

    @Test
    void explainNamesTheFacts() throws SQLException {
        assertThat(rows("EXPLAIN SELECT COUNT(*), MIN(\"long\"), MAX(_id) FROM plain")
                        .toString())
                .contains("DatomFacts(table=[")
                .contains("count=[*], min=[long], max=[_id], snapshot=[newest]");
        for (String scanned : List.of(
                "SELECT COUNT(*) FROM plain WHERE \"long\" > 3",
                "SELECT COUNT(*) FROM plain GROUP BY \"long\"",
                "SELECT COUNT(DISTINCT \"long\") FROM plain",
                "SELECT COUNT(*) FILTER (WHERE \"long\" > 3) FROM plain",
                "SELECT COUNT(*), SUM(\"long\") FROM plain",
                "SELECT MIN(\"long\" + 1) FROM plain",
                "SELECT MIN(tx) FROM \"plain/long\"",
                "SELECT COUNT(*) FROM commits")) {
            assertThat(rows("EXPLAIN " + scanned).toString()).as(scanned).doesNotContain("DatomFacts");
        }
    }

    @Test
    void metadataNeedsNoNode() throws SQLException {
        dropAllNodes();
        DatabaseMetaData metadata = connection.getMetaData();
        assertThat(size(metadata.getTables(null, null, "%", null))).isGreaterThan(10);
        assertThat(size(metadata.getColumns(null, null, "plain", "%"))).isGreaterThan(10);
        assertThat(size(metadata.getPrimaryKeys(null, null, "plain"))).isEqualTo(1);
        assertThat(size(metadata.getIndexInfo(null, null, "indexed", false, false)))
                .isGreaterThan(10);
        assertThat(size(metadata.getImportedKeys(null, null, "plain"))).isZero();
        assertThat(size(metadata.getExportedKeys(null, null, "plain"))).isEqualTo(1);
        assertThat(size(metadata.getBestRowIdentifier(null, null, "plain", DatabaseMetaData.bestRowSession, true)))
                .isEqualTo(1);
        assertThat(size(metadata.getSchemas())).isEqualTo(2);
        for (String table : List.of(
                "schemata",
                "tables",
                "columns",
                "views",
                "table_constraints",
                "key_column_usage",
                "referential_constraints")) {
            assertThat(rows("SELECT * FROM information_schema." + table)).hasSizeGreaterThanOrEqualTo(0);
        }
        assertThat(size(metadata.getTableTypes())).isEqualTo(4);
        assertThat(size(metadata.getTypeInfo())).isPositive();
        assertThat(size(metadata.getCatalogs())).isEqualTo(1);
    }

    private static int size(ResultSet result) throws SQLException {
        int size = 0;
        try (result) {
            while (result.next()) {
                size++;
            }
        }
        return size;
    }

    private List<List<@Nullable Object>> rows(String sql) throws SQLException {
        return Jdbc.rows(connection, sql);
    }
}
