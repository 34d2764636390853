package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What applications rely on in a JDBC driver. */
class DriverBehaviourTest {
    private static final String ENDLESS =
            "SELECT count(*) FROM part a, part b, part c, part d, part e WHERE a.size + b.size + c.size + d.size < e.size";

    private final String location = "mem:driver-" + UUID.randomUUID();
    private final Connection connection;

    DriverBehaviourTest() throws SQLException {
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            writer.transact(
                    Operation.define(AttributeSpec.builder("part/code", ValueType.STRING)
                            .identity()
                            .build()),
                    Operation.define(
                            AttributeSpec.builder("part/made", ValueType.DATE).build()),
                    Operation.define(AttributeSpec.builder("part/checked", ValueType.INSTANT)
                            .build()),
                    Operation.define(
                            AttributeSpec.builder("part/shift", ValueType.TIME).build()),
                    Operation.define(AttributeSpec.builder("part/maker", ValueType.REF)
                            .refNamespace("maker")
                            .build()));
            writer.transact(Map.of("maker/name", "Acme"));
            List<Operation> parts = new ArrayList<>();
            for (long i = 0; i < 200; i++) {
                parts.add(Operation.put(Map.of("part/code", "P" + i, "part/size", i)));
            }
            writer.transact(parts.toArray(Operation[]::new));
            writer.transact(Map.of(
                    "part/code",
                    "P7",
                    "part/made",
                    LocalDate.of(2024, 2, 29),
                    "part/checked",
                    Instant.parse("2024-02-29T10:11:12.123456Z"),
                    "part/shift",
                    LocalTime.of(6, 30)));
        }
        connection = DriverManager.getConnection("jdbc:cairn:" + location);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void valuesComeAsTheClassAskedFor() throws SQLException {
        LocalDateTime checked = LocalDateTime.parse("2024-02-29T10:11:12.123456");
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT size, made, checked, shift, code FROM part WHERE code = 'P7'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getObject(1, Long.class)).isEqualTo(7L);
            assertThat(row.getObject(1, Integer.class)).isEqualTo(7);
            assertThat(row.getObject(1, Short.class)).isEqualTo((short) 7);
            assertThat(row.getObject(1, Byte.class)).isEqualTo((byte) 7);
            assertThat(row.getObject(1, Double.class)).isEqualTo(7.0);
            assertThat(row.getObject(1, Float.class)).isEqualTo(7f);
            assertThat(row.getObject(1, BigDecimal.class)).isEqualByComparingTo("7");
            assertThat(row.getObject(1, Boolean.class)).isTrue();
            assertThat(row.getObject(1, String.class)).isEqualTo("7");
            assertThat(row.getObject(2, LocalDate.class)).isEqualTo(LocalDate.of(2024, 2, 29));
            assertThat(row.getObject(3, LocalDateTime.class)).isEqualTo(checked);
            assertThat(row.getObject(3, Instant.class)).isEqualTo(checked.toInstant(ZoneOffset.UTC));
            assertThat(row.getObject(3, OffsetDateTime.class)).isEqualTo(checked.atOffset(ZoneOffset.UTC));
            assertThat(row.getObject(4, LocalTime.class)).isEqualTo(LocalTime.of(6, 30));
            assertThatThrownBy(() -> row.getObject(5, Long.class)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> row.getObject(2, UUID.class)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void nullsAreToldApartFromZero() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT size, made FROM part WHERE code = 'P0'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(1)).isZero();
            assertThat(row.wasNull()).isFalse();
            assertThat(row.getObject(2, LocalDate.class)).isNull();
            assertThat(row.wasNull()).isTrue();
        }
    }

    @Test
    void metadataTellsTablesColumnsAndKeys() throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        assertThat(names(metadata.getTables(null, null, "part", new String[] {"TABLE"}), "TABLE_NAME"))
                .containsExactly("part");
        assertThat(names(metadata.getColumns(null, null, "part", null), "COLUMN_NAME"))
                .contains("_id", "code", "made", "checked", "shift", "size");
        assertThat(names(metadata.getPrimaryKeys(null, "main", "part"), "COLUMN_NAME"))
                .containsExactly("_id");
        assertThat(names(metadata.getIndexInfo(null, null, "part", true, true), "COLUMN_NAME"))
                .contains("_id", "code");
        assertThat(names(metadata.getImportedKeys(null, null, "part"), "PKTABLE_NAME"))
                .containsExactly("maker");
        assertThat(names(metadata.getExportedKeys(null, null, "maker"), "FKCOLUMN_NAME"))
                .containsExactly("maker");
    }

    private static List<String> names(ResultSet rows, String column) throws SQLException {
        try (rows) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(column));
            }
            return names;
        }
    }

    @Test
    void closedObjectsAreRefused() throws SQLException {
        PreparedStatement statement = connection.prepareStatement("SELECT code FROM part WHERE size = ?");
        statement.close();
        assertState(() -> statement.setLong(1, 1), "08003");
        assertState(statement::executeQuery, "08003");
        connection.close();
        assertState(connection::createStatement, "08003");
        assertState(connection::getMetaData, "08003");
        assertThat(connection.isClosed()).isTrue();
    }

    @Test
    void aKindOfResultSetThatThereIsNotIsReplacedWithAWarning() throws SQLException {
        try (Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_SENSITIVE, ResultSet.CONCUR_UPDATABLE);
                ResultSet rows = statement.executeQuery("SELECT code FROM part")) {
            assertThat(connection.getWarnings().getSQLState()).isEqualTo("01S02");
            assertThat(rows.getConcurrency()).isEqualTo(ResultSet.CONCUR_READ_ONLY);
        }
        connection.clearWarnings();
        assertThat((Throwable) connection.getWarnings()).isNull();
    }

    @Test
    void queryTimeoutEndsALongJoin() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertState(() -> readAll(statement), "HYT00");
        }
    }

    @Test
    void cancelEndsALongJoin() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            AtomicBoolean ended = new AtomicBoolean();
            CompletableFuture<Void> cancelling = CompletableFuture.runAsync(() -> cancelUntil(ended, statement));
            assertState(() -> readAll(statement), "57014");
            ended.set(true);
            cancelling.join();
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

    @Test
    void transactionSeesOneStateUntilItEnds() throws SQLException {
        connection.setAutoCommit(false);
        long before = countOfParts();
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            writer.transact(Map.of("part/code", "another"));
        }
        assertThat(countOfParts()).isEqualTo(before);
        connection.commit();
        assertThat(countOfParts()).isEqualTo(before + 1);
    }

    private long countOfParts() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM part")) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        }
    }

    private static void readAll(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(ENDLESS)) {
            while (rows.next()) {
                assertThat(rows.getRow()).isPositive();
            }
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static void assertState(Work work, String state) {
        assertThatThrownBy(work::run)
                .isInstanceOf(SQLException.class)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo(state);
    }
}
