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
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.tx.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedSqlTest {
    private static final String JOIN = "SELECT p.name, p.price, s.count FROM catalog.product p"
            + " JOIN inventory.stock s ON p.sku = s.sku WHERE s.count > 0";

    @TempDir
    Path folder;

    private String catalog = "";
    private String url = "";

    @BeforeEach
    void commitSeedData() {
        catalog = "file:" + folder.resolve("catalog");
        String inventory = "mem:inventory-" + UUID.randomUUID();
        try (Writer writer = Writer.open(Location.parse(catalog), WriterOptions.DEFAULT)) {
            writer.transact(
                    Map.of("product/sku", "W001", "product/name", "Widget", "product/price", 9.99),
                    Map.of("product/sku", "G002", "product/name", "Gadget", "product/price", 24.50),
                    Map.of("product/sku", "T003", "product/name", "Thingamajig", "product/price", 3.75));
        }
        try (Writer writer = Writer.open(Location.parse(inventory), WriterOptions.DEFAULT)) {
            writer.transact(
                    Map.of("stock/sku", "W001", "stock/count", 140L),
                    Map.of("stock/sku", "G002", "stock/count", 0L),
                    Map.of("stock/sku", "T003", "stock/count", 58L));
        }
        url = "jdbc:cairn:?attach.catalog=" + catalog + "&attach.inventory=" + inventory;
    }

    private List<List<Object>> rows(String sql, Object... parameters) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return SqlRows.of(connection, sql, parameters);
        }
    }

    @Test
    void twoDatabasesJoin() throws SQLException {
        assertThat(rows(JOIN)).containsExactly(List.of("Widget", 9.99, 140L), List.of("Thingamajig", 3.75, 58L));
    }

    @Test
    void oldPricesJoinTodaysStock() throws SQLException {
        LocalDateTime before = raisePrices();
        String literal = before.toString().replace('T', ' ');
        for (String clause : List.of(
                "catalog.product FOR SYSTEM_TIME AS OF TIMESTAMP '" + literal + "' p",
                "catalog.product p FOR TIMESTAMP AS OF '" + literal + "'",
                "catalog.product p AS OF TIMESTAMP '" + literal + "'",
                "catalog.product FOR VERSION AS OF 1 AS p")) {
            assertThat(rows(JOIN.replace("catalog.product p", clause)))
                    .as(clause)
                    .containsExactly(List.of("Widget", 9.99, 140L), List.of("Thingamajig", 3.75, 58L));
        }
        assertThat(rows(JOIN)).contains(List.of("Widget", 19.99, 140L));
    }

    @Test
    void pointInTimeCanBeAParameter() throws SQLException {
        LocalDateTime before = raisePrices();
        String sql = JOIN.replace("catalog.product p", "catalog.product FOR SYSTEM_TIME AS OF ? p");
        assertThat(rows(sql, Timestamp.valueOf(before))).contains(List.of("Widget", 9.99, 140L));
        assertThat(rows(sql, before.plusYears(1))).contains(List.of("Widget", 19.99, 140L));
    }

    /** Raises a price in a second transaction and gives the time of the first. */
    private LocalDateTime raisePrices() {
        try (Writer writer = Writer.open(Location.parse(catalog), WriterOptions.DEFAULT)) {
            LocalDateTime before = LocalDateTime.ofInstant(writer.snapshot().instant(), ZoneOffset.UTC);
            writer.transact(Operation.add(1L, "product/price", 19.99));
            return before;
        }
    }

    @Test
    void timeBeforeTheFirstTransactionIsAnError() {
        assertThatThrownBy(() ->
                        rows("SELECT * FROM catalog.product FOR SYSTEM_TIME AS OF TIMESTAMP '2020-01-01 00:00:00'"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("begins at")
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("22023");
    }

    @Test
    void mistakesAreToldInOneSentence() {
        assertRefused("SELECT * FROM catalog.prodct", "42P01", "did you mean \"product\"?");
        assertRefused("SELECT pric FROM catalog.product", "42703", "did you mean \"price\"?");
        assertRefused("SELECT price FROM catalog.product WHERE", "42601", "line 1, column 39");
        assertRefused("DELETE FROM catalog.product", "25006", "only read");
        assertRefused("SELECT price / 0 FROM catalog.product", "22012", "Division by zero");
        assertRefused("SELECT price AND name FROM catalog.product", "42000", "line 1, column 8");
        assertRefused("SELECT * FROM", "42601", "the statement ends too early; expected was a name");
        assertRefused("SELECT name FROM catalog.product GROUP", "42601", "expected was BY");
        assertRefused("SELEC name FROM catalog.product", "42601", "a statement begins with SELECT");
        assertRefused("SELECT 'name FROM catalog.product", "42601", "no closing quote");
        assertRefused("SELECT 1; SELECT 2", "42601", "one statement at a time");
        assertRefused("SELECT name FROM product", "42P01", "did you mean \"catalog.product\"?");
        assertRefused("SELECT name FROM nowhere.product", "42P01", "no table or schema \"nowhere\"");
        assertRefused("SELECT price + name FROM catalog.product", "42000", "'<DOUBLE> + <VARCHAR>'");
        assertRefused("SELECT sum(name) FROM catalog.product", "42000", "'SUM(<VARCHAR>)'");
        assertRefused("SELECT price FROM catalog.product WHERE name = 5", "42000", "'<VARCHAR> = <INTEGER>'");
        assertRefused("SELECT price FROM catalog.product WHERE price = 'x'", "22018", "is not a number");
        assertRefused("SELECT (SELECT sku FROM catalog.product) FROM inventory.stock", "42000", "more than one row");
    }

    private void assertRefused(String sql, String state, String message) {
        assertThatThrownBy(() -> rows(sql))
                .as(sql)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(message)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo(state);
    }

    @Test
    void unknownKeysAndMissingDatabasesAreRefused() {
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:cairn:mem:x?model=inline"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("\"model\" is not a connection key");
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:cairn:mem:nothing-here"))
                .isInstanceOf(SQLException.class)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("3D000");
    }

    @Test
    void pinnedConnectionKeepsItsSnapshotUntilCommit() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Writer writer = Writer.open(Location.parse(catalog), WriterOptions.DEFAULT)) {
            connection.setAutoCommit(false);
            assertThat(SqlRows.of(connection, "SELECT count(*) FROM catalog.product"))
                    .containsExactly(List.of(3L));
            writer.transact(Map.of("product/sku", "N004", "product/name", "New", "product/price", 1.0));
            assertThat(SqlRows.of(connection, "SELECT count(*) FROM catalog.product"))
                    .containsExactly(List.of(3L));
            connection.commit();
            assertThat(SqlRows.of(connection, "SELECT count(*) FROM catalog.product"))
                    .containsExactly(List.of(4L));
        }
    }

    @Test
    void closedObjectsSaySo() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1");
        rows.close();
        assertThatThrownBy(rows::next).isInstanceOf(SQLException.class).hasMessageContaining("closed");
        connection.close();
        assertThatThrownBy(() -> statement.executeQuery("SELECT 1"))
                .isInstanceOf(SQLException.class)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("08003");
    }

    @Test
    void preparedStatementDescribesItself() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement statement =
                        connection.prepareStatement("SELECT name, price FROM catalog.product WHERE sku = ?")) {
            assertThat(statement.getParameterMetaData().getParameterTypeName(1)).isEqualTo("VARCHAR");
            assertThat(statement.getMetaData().getColumnTypeName(2)).isEqualTo("DOUBLE");
            assertThat(statement.getMetaData().getTableName(1)).isEqualTo("product");
        }
    }
}
