package org.cairndb.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.Uniqueness;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.writer.ingest.ImportOptions;
import org.cairndb.writer.ingest.ImportReport;
import org.cairndb.writer.merge.Merge;
import org.cairndb.writer.merge.MergeReport;
import org.cairndb.writer.tx.LookupRef;
import org.cairndb.writer.tx.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcImportTest {
    private static final AtomicLong DATABASES = new AtomicLong();

    private final TestDatabase database = TestDatabase.inMemory();

    @AfterEach
    void close() {
        database.close();
    }

    private static Connection chinook() throws SQLException {
        return DriverManager.getConnection("jdbc:hsqldb:res:chinook", "CHINOOK", "CHINOOK");
    }

    private static Connection source(String... statements) throws SQLException {
        Connection connection =
                DriverManager.getConnection("jdbc:hsqldb:mem:import" + DATABASES.incrementAndGet(), "SA", "");
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return connection;
    }

    /** The rows of a namespace by entity, as ident to value. */
    private List<Map<String, Object>> rows(String namespace) {
        Snapshot snapshot = database.snapshot();
        Map<Long, Map<String, Object>> rows = new TreeMap<>();
        for (Datom datom : snapshot.datoms(Index.EAVT, KeyRange.ofEntities(1, EntityIds.ATTRIBUTE_BASE))) {
            Attribute attribute = snapshot.schema().attribute(datom.attribute());
            if (attribute.namespace().equals(namespace) && !attribute.isPresence()) {
                rows.computeIfAbsent(datom.entity(), entity -> new TreeMap<>()).put(attribute.name(), datom.value());
            }
        }
        return List.copyOf(rows.values());
    }

    @Test
    void anImportOnABranchIsMerged() throws SQLException {
        database.writer().transact(Map.of("note/text", "before"));
        database.writer().createBranch("import");
        try (Writer branch = Writer.open(database.store(), "import", TestDatabase.options(3));
                Connection source = chinook()) {
            branch.importTables(source, ImportOptions.DEFAULT.tables(List.of("Artist", "Album")));
            database.writer().transact(Map.of("note/text", "meanwhile"));
            Snapshot imported = branch.snapshot();
            MergeReport report = database.writer().merge(Merge.of("import"));
            assertThat(report.outcome()).isEqualTo(MergeReport.Outcome.MERGED);
            for (Attribute attribute : imported.schema().attributes()) {
                if (!attribute.isSystem() && !attribute.namespace().equals("tx")) {
                    long extra = attribute.namespace().equals("note") ? 1 : 0;
                    assertThat(database.snapshot().statistics(attribute.id()).count())
                            .as(attribute.ident())
                            .isEqualTo(imported.statistics(attribute.id()).count() + extra);
                }
            }
        }
    }

    @Test
    void chinookReadsBackEqual() throws SQLException {
        try (Connection source = chinook()) {
            ImportReport report = database.writer().importTables(source, ImportOptions.DEFAULT);
            assertThat(report.tables()).hasSize(11);
            assertThat(report.rows()).isEqualTo(15_607);
            for (ImportReport.Table table : report.tables()) {
                List<String> expected = sourceRows(source, table.source());
                List<String> imported = new ArrayList<>();
                for (Map<String, Object> row : rows(table.namespace())) {
                    imported.add(sourceColumnsOf(table.namespace(), row));
                }
                Collections.sort(imported);
                assertThat(imported).as(table.source()).isEqualTo(expected);
            }
        }
        long album = database.snapshot()
                .findEntity(database.attribute("Album/AlbumId"), 1L)
                .orElseThrow();
        Map<String, Object> values = database.entity(album);
        assertThat(database.entity((Long) required(values.get("Album/Artist")))).containsEntry("Artist/Name", "AC/DC");
        assertThat(database.attribute("Album/Artist").refNamespace()).contains("Artist");
        assertThat(database.attribute("Invoice/Total").typeLabel()).isEqualTo("decimal(10,2)");
    }

    private static Object required(@Nullable Object value) {
        assertThat(value).isNotNull();
        return value == null ? "" : value;
    }

    /** The columns of the source, as the import adds refs and composite keys to them. */
    private String sourceColumnsOf(String namespace, Map<String, Object> row) {
        Map<String, Object> kept = new TreeMap<>(row);
        kept.keySet()
                .removeIf(name -> name.equals("primary_key")
                        || database.attribute(namespace + "/" + name).type() == ValueType.REF);
        return kept.toString();
    }

    private static List<String> sourceRows(Connection source, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = source.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
            while (row.next()) {
                Map<String, Object> values = new TreeMap<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    @Nullable Object value = row.getObject(i);
                    if (value != null) {
                        values.put(row.getMetaData().getColumnName(i), value);
                    }
                }
                rows.add(values.toString());
            }
        }
        Collections.sort(rows);
        return rows;
    }

    @Test
    void everyTypeKeepsItsValue() throws SQLException {
        try (Connection source = source(
                "CREATE TABLE \"all\" (ID INT PRIMARY KEY, \"flag\" BOOLEAN, \"big\" BIGINT, \"real\" DOUBLE,"
                        + " \"money\" DECIMAL(12,3), \"huge\" DECIMAL(30,5), \"text\" VARCHAR(20), \"fixed\" CHAR(4),"
                        + " \"day\" DATE, \"at\" TIME(6), \"stamp\" TIMESTAMP(6), \"zoned\" TIMESTAMP WITH TIME ZONE,"
                        + " \"raw\" VARBINARY(10), \"guid\" UUID, \"clob\" CLOB)",
                "INSERT INTO \"all\" VALUES (1, TRUE, 9007199254740993, 0.1, 12.340, 1234567890123456789012345.12345,"
                        + " 'grüße', 'ab', DATE '1969-07-20', TIME '12:34:56.789012',"
                        + " TIMESTAMP '2024-02-29 01:02:03.456789', TIMESTAMP '2024-01-01 12:00:00+02:00', X'00ff10',"
                        + " UUID('00112233-4455-6677-8899-aabbccddeeff'), 'long text')",
                "INSERT INTO \"all\" (ID) VALUES (2)")) {
            database.writer().importTables(source, ImportOptions.DEFAULT);
        }
        assertThat(rows("all"))
                .containsExactly(
                        Map.ofEntries(
                                Map.entry("id", 1L),
                                Map.entry("flag", true),
                                Map.entry("big", 9007199254740993L),
                                Map.entry("real", 0.1),
                                Map.entry("money", new BigDecimal("12.340")),
                                Map.entry("huge", new BigDecimal("1234567890123456789012345.12345")),
                                Map.entry("text", "grüße"),
                                Map.entry("fixed", "ab  "),
                                Map.entry("day", LocalDate.of(1969, 7, 20)),
                                Map.entry("at", LocalTime.parse("12:34:56.789012")),
                                Map.entry("stamp", Instant.parse("2024-02-29T01:02:03.456789Z")),
                                Map.entry("zoned", Instant.parse("2024-01-01T10:00:00Z")),
                                Map.entry("raw", Bytes.of(new byte[] {0, -1, 16})),
                                Map.entry("guid", UUID.fromString("00112233-4455-6677-8899-aabbccddeeff")),
                                Map.entry("clob", "long text")),
                        Map.of("id", 2L));
    }

    @Test
    void referencesInCyclesAndWithinATableAreResolved() throws SQLException {
        try (Connection source = source(
                "CREATE TABLE BOSS (ID INT PRIMARY KEY, TEAM_ID INT, SUPERIOR INT)",
                "CREATE TABLE TEAM (ID INT PRIMARY KEY, LEADER_ID INT)",
                "INSERT INTO BOSS VALUES (1, 10, 3), (2, 10, 1), (3, NULL, NULL)",
                "INSERT INTO TEAM VALUES (10, 2)",
                "ALTER TABLE BOSS ADD FOREIGN KEY (TEAM_ID) REFERENCES TEAM (ID)",
                "ALTER TABLE BOSS ADD FOREIGN KEY (SUPERIOR) REFERENCES BOSS (ID)",
                "ALTER TABLE TEAM ADD FOREIGN KEY (LEADER_ID) REFERENCES BOSS (ID)")) {
            database.writer().importTables(source, ImportOptions.DEFAULT);
        }
        long second = entity("boss/id", 2L);
        assertThat(database.entity(second))
                .containsEntry("boss/superior_ref", entity("boss/id", 1L))
                .containsEntry("boss/team", entity("team/id", 10L))
                .containsEntry("boss/team_id", 10L);
        assertThat(database.entity(entity("team/id", 10L))).containsEntry("team/leader", second);
        assertThat(database.entity(entity("boss/id", 1L))).containsEntry("boss/superior_ref", entity("boss/id", 3L));
    }

    @Test
    void compositeKeysBecomeOneIdentityAndCanBeReferredTo() throws SQLException {
        try (Connection source = source(
                "CREATE TABLE \"line\" (\"order\" INT, \"number\" VARCHAR(5), PRIMARY KEY (\"order\", \"number\"))",
                "CREATE TABLE \"parcel\" (\"id\" INT PRIMARY KEY, \"o\" INT, \"n\" VARCHAR(5),"
                        + " FOREIGN KEY (\"o\", \"n\") REFERENCES \"line\" (\"order\", \"number\"))",
                "INSERT INTO \"line\" VALUES (1, 'a'), (1, 'b|c')",
                "INSERT INTO \"parcel\" VALUES (7, 1, 'b|c'), (8, 1, NULL)")) {
            database.writer().importTables(source, ImportOptions.DEFAULT);
        }
        long line = entity("line/primary_key", "1|b\\|c");
        assertThat(database.entity(entity("parcel/id", 7L))).containsEntry("parcel/line", line);
        assertThat(database.entity(entity("parcel/id", 8L))).isEqualTo(Map.of("parcel/id", 8L, "parcel/o", 1L));
        database.transact(Operation.add(new LookupRef("line/primary_key", "1|a"), "line/note", "upsert works"));
    }

    @Test
    void indexesAndUniqueColumnsAreKept() throws SQLException {
        try (Connection source = source(
                "CREATE TABLE T (ID INT PRIMARY KEY, CODE VARCHAR(5) UNIQUE, KIND INT, \"_HIDDEN\" INT, \"a/b\" INT)",
                "CREATE INDEX BY_KIND ON T (KIND)",
                "INSERT INTO T VALUES (1, 'x', 5, 6, 7)")) {
            database.writer().importTables(source, ImportOptions.DEFAULT.tables(List.of("t")));
        }
        assertThat(database.attribute("t/id").uniqueness()).isEqualTo(Uniqueness.IDENTITY);
        assertThat(database.attribute("t/code").uniqueness()).isEqualTo(Uniqueness.VALUE);
        assertThat(database.attribute("t/kind").isIndexed()).isTrue();
        assertThat(rows("t")).containsExactly(Map.of("id", 1L, "code", "x", "kind", 5L, "hidden", 6L, "a_b", 7L));
    }

    @Test
    void secondImportOfTheSameKeysIsRefusedAsAWhole() throws SQLException {
        try (Connection source = source("CREATE TABLE T (ID INT PRIMARY KEY)", "INSERT INTO T VALUES (1), (2)")) {
            database.writer().importTables(source, ImportOptions.DEFAULT);
            long tx = database.snapshot().tx();
            assertThatThrownBy(() -> database.writer().importTables(source, ImportOptions.DEFAULT))
                    .isInstanceOfSatisfying(
                            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNIQUE_CONFLICT))
                    .hasMessageContaining("t/id");
            assertThat(database.snapshot().tx()).isEqualTo(tx);
        }
    }

    @Test
    void sourceWithoutTablesIsRefused() throws SQLException {
        try (Connection source = source()) {
            assertThatThrownBy(() -> database.writer().importTables(source, ImportOptions.DEFAULT))
                    .isInstanceOf(CairnException.class)
                    .hasMessageContaining("no table to import");
        }
    }

    private long entity(String ident, Object value) {
        return database.snapshot().findEntity(database.attribute(ident), value).orElseThrow();
    }
}
