package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cairndb.storage.Stores;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two teams, two stores, no declared schema, one statement. */
class SeedIT {
    private static final String INVENTORY = "seed-inventory";
    private static final Instant FIRST_PRICES = Instant.parse("2025-01-15T08:00:00Z");
    private static final Instant NEW_PRICES = Instant.parse("2025-04-01T08:00:00Z");

    private static final String JOIN = "SELECT p.name, p.price, s.count FROM catalog.product p"
            + " JOIN inventory.stock s ON p.sku = s.sku WHERE s.count > 0";
    private static final String JOIN_AS_OF = "SELECT p.name, p.price, s.count FROM catalog.product %s p"
            + " JOIN inventory.stock s ON p.sku = s.sku WHERE s.count > 0";

    private static final List<List<Object>> OLD_ROWS =
            List.of(List.of("Widget", 9.99, 140L), List.of("Thingamajig", 3.75, 58L));
    private static final List<List<Object>> NEW_ROWS =
            List.of(List.of("Widget", 11.49, 140L), List.of("Thingamajig", 3.25, 58L));

    @TempDir
    Path folder;

    private Location catalog() {
        return Location.ofFolder(folder.resolve("catalog"));
    }

    private static Location inventory() {
        return Location.parse("mem:" + INVENTORY);
    }

    private static WriterOptions at(Instant instant) {
        return WriterOptions.DEFAULT.clock(Clock.fixed(instant, ZoneOffset.UTC));
    }

    @BeforeEach
    void commitSeedData() {
        try (Writer writer = Writer.open(catalog(), at(FIRST_PRICES))) {
            writer.transact(
                    Map.of("product/sku", "W001", "product/name", "Widget", "product/price", 9.99),
                    Map.of("product/sku", "G002", "product/name", "Gadget", "product/price", 24.50),
                    Map.of("product/sku", "T003", "product/name", "Thingamajig", "product/price", 3.75));
        }
        try (Writer writer = Writer.open(inventory(), at(FIRST_PRICES))) {
            writer.transact(
                    Map.of("stock/sku", "W001", "stock/count", 140),
                    Map.of("stock/sku", "G002", "stock/count", 0),
                    Map.of("stock/sku", "T003", "stock/count", 58));
        }
    }

    private void changePrices() {
        try (Writer writer = Writer.open(catalog(), at(NEW_PRICES));
                Connection connection = connect()) {
            long widget = (Long) value(connection, "SELECT _id FROM catalog.product WHERE sku = 'W001'");
            long thingamajig = (Long) value(connection, "SELECT _id FROM catalog.product WHERE sku = 'T003'");
            writer.transact(
                    Map.of("db/id", widget, "product/price", 11.49),
                    Map.of("db/id", thingamajig, "product/price", 3.25));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static Object value(Connection connection, String sql) throws SQLException {
        Object value = Jdbc.rows(connection, sql).get(0).get(0);
        assertThat(value).isNotNull();
        return value;
    }

    @AfterEach
    void bothAreSound() {
        Soundness.requireSound(catalog());
        Soundness.requireSound(inventory());
        Stores.shared().dropMemory(INVENTORY);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:cairn:?attach.catalog=file:%s&attach.inventory=mem:%s"
                .formatted(folder.resolve("catalog"), INVENTORY));
    }

    @Test
    void joinsTwoDatabasesOnDifferentStores() throws SQLException {
        try (Connection connection = connect()) {
            assertThat(Jdbc.rows(connection, JOIN)).isEqualTo(OLD_ROWS);
        }
    }

    @Test
    void openConnectionSeesNewPrices() throws SQLException {
        try (Connection connection = connect()) {
            assertThat(Jdbc.rows(connection, JOIN)).isEqualTo(OLD_ROWS);
            changePrices();
            assertThat(Jdbc.rows(connection, JOIN)).isEqualTo(NEW_ROWS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FOR SYSTEM_TIME AS OF TIMESTAMP '2025-03-31 23:59:59'",
                "FOR SYSTEM_TIME AS OF TIMESTAMP '2025-01-15 08:00:00'",
                "FOR SYSTEM_TIME AS OF DATE '2025-03-31'",
                "FOR SYSTEM_TIME AS OF TIMESTAMP '2025-04-01 12:00:00' - INTERVAL '1' DAY",
                "FOR VERSION AS OF 1"
            })
    void literalsAndExpressionsGiveOldPrices(String clause) throws SQLException {
        changePrices();
        try (Connection connection = connect()) {
            assertThat(Jdbc.rows(connection, JOIN_AS_OF.formatted(clause))).isEqualTo(OLD_ROWS);
            assertThat(Jdbc.rows(connection, JOIN)).isEqualTo(NEW_ROWS);
        }
    }

    static Stream<Object> lastQuarter() {
        LocalDateTime end = LocalDateTime.of(2025, 3, 31, 23, 59, 59);
        return Stream.of(
                end, OffsetDateTime.of(end, ZoneOffset.UTC), end.toInstant(ZoneOffset.UTC), Timestamp.valueOf(end));
    }

    @ParameterizedTest
    @MethodSource("lastQuarter")
    void parameterGivesOldPrices(Object lastQuarter) throws SQLException {
        changePrices();
        String sql = JOIN_AS_OF.formatted("FOR SYSTEM_TIME AS OF ?");
        try (Connection connection = connect()) {
            assertThat(Jdbc.rows(connection, sql, lastQuarter)).isEqualTo(OLD_ROWS);
        }
    }

    @Test
    void parameterCanBePartOfAnExpression() throws SQLException {
        changePrices();
        String sql = JOIN_AS_OF.formatted("FOR SYSTEM_TIME AS OF CAST(? AS TIMESTAMP) - INTERVAL '1' DAY");
        try (Connection connection = connect()) {
            assertThat(Jdbc.rows(connection, sql, Timestamp.valueOf("2025-04-01 09:00:00")))
                    .isEqualTo(OLD_ROWS);
            assertThat(Jdbc.rows(connection, sql, Timestamp.valueOf("2025-04-02 09:00:00")))
                    .isEqualTo(NEW_ROWS);
        }
    }

    @Test
    void oneStatementReadsOneTableAtTwoTimes() throws SQLException {
        changePrices();
        String sql = "SELECT now.name, old.price, now.price FROM catalog.product now"
                + " JOIN catalog.product FOR SYSTEM_TIME AS OF TIMESTAMP '2025-03-31 00:00:00' old ON old._id = now._id"
                + " WHERE old.price <> now.price ORDER BY now.name";
        try (Connection connection = connect()) {
            assertThat(Jdbc.rows(connection, sql))
                    .isEqualTo(List.of(List.of("Thingamajig", 3.75, 3.25), List.of("Widget", 9.99, 11.49)));
        }
    }

    @Test
    void versionInTheUrlGivesOldPrices() throws SQLException {
        changePrices();
        String url = "jdbc:cairn:?attach.catalog=file:%s@2025-03-31&attach.inventory=mem:%s"
                .formatted(folder.resolve("catalog"), INVENTORY);
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(Jdbc.rows(connection, JOIN)).isEqualTo(OLD_ROWS);
        }
    }

    @Test
    void timeBeforeTheFirstTransactionIsAnErrorThatSaysSo() throws SQLException {
        try (Connection connection = connect()) {
            String sql = JOIN_AS_OF.formatted("FOR SYSTEM_TIME AS OF TIMESTAMP '2024-12-31 00:00:00'");
            assertThatThrownBy(() -> Jdbc.rows(connection, sql))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("begins at 2025-01-15T08:00:00Z");
        }
    }
}
