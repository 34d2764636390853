package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Points of snapshot clauses: prices of 2024 are 1, those of 2025 are 2; stock likewise is 10 and 20. */
class AsOfSqlTest {
    private static final String JOIN =
            "SELECT p.price, s.count FROM catalog.product %s p" + " JOIN inventory.stock %s s ON p.sku = s.sku";
    private static final String OLD = "FOR SYSTEM_TIME AS OF TIMESTAMP '2024-06-01 00:00:00'";

    private final Connection connection;

    AsOfSqlTest() throws SQLException {
        String catalog = "mem:catalog-" + UUID.randomUUID();
        String inventory = "mem:inventory-" + UUID.randomUUID();
        for (int year = 2024; year <= 2025; year++) {
            commit(catalog, year, "product/sku", Map.of("product/sku", "W1", "product/price", year - 2023L));
            commit(inventory, year, "stock/sku", Map.of("stock/sku", "W1", "stock/count", (year - 2023) * 10L));
        }
        connection =
                DriverManager.getConnection("jdbc:cairn:?attach.catalog=" + catalog + "&attach.inventory=" + inventory);
    }

    private static void commit(String location, int year, String identity, Map<String, Object> entity) {
        Instant instant = LocalDateTime.of(year, 1, 1, 12, 0).toInstant(ZoneOffset.UTC);
        WriterOptions options = WriterOptions.DEFAULT.clock(Clock.fixed(instant, ZoneOffset.UTC));
        try (Writer writer = Writer.open(Location.parse(location), options)) {
            if (writer.snapshot().tx() == 0) {
                writer.transact(Operation.define(AttributeSpec.builder(identity, ValueType.STRING)
                        .identity()
                        .build()));
            }
            writer.transact(entity);
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TIMESTAMP '2024-06-01 00:00:00'",
                "DATE '2024-06-01'",
                "'2024-06-01'",
                "'2024-06-01 10:00:00'",
                "TIMESTAMP '2024-07-01 00:00:00' - INTERVAL '1' MONTH",
                "TIMESTAMP '2024-05-31 00:00:00' + INTERVAL '1' DAY",
                "TIMESTAMP '2025-06-01 00:00:00' - INTERVAL '1' YEAR",
                "TIMESTAMP '2024-05-31 00:00:00' + 24 * INTERVAL '1' HOUR",
                "DATE '2024-03-31' + INTERVAL '1-1' YEAR TO MONTH - INTERVAL '1' YEAR",
                "CAST('2024-06-01' AS TIMESTAMP)",
                "CAST(TIMESTAMP '2024-06-01 10:00:00' AS DATE)",
                "CASE WHEN 1 < 2 THEN DATE '2024-06-01' ELSE CURRENT_DATE END",
            })
    void pointIsAnyExpressionWithoutColumns(String point) throws SQLException {
        String clause = "FOR SYSTEM_TIME AS OF " + point;
        assertThat(rows(JOIN.formatted(clause, ""))).containsExactly(List.of(1L, 20L));
        assertThat(rows(JOIN.formatted("", clause))).containsExactly(List.of(2L, 10L));
        assertThat(rows(JOIN.formatted(clause, clause))).containsExactly(List.of(1L, 10L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CURRENT_TIMESTAMP",
                "CURRENT_TIMESTAMP - INTERVAL '1' SECOND",
                "CURRENT_DATE + INTERVAL '3' MONTH",
                "LOCALTIMESTAMP"
            })
    void pointCountsFromTheTimeOfTheStatement(String point) throws SQLException {
        assertThat(rows(JOIN.formatted("AS OF " + point, OLD))).containsExactly(List.of(2L, 10L));
    }

    @Test
    void pointIsAParameterOfAnyTimeClass() throws SQLException {
        LocalDateTime old = LocalDateTime.of(2024, 6, 1, 0, 0);
        String sql = JOIN.formatted("AS OF ?", "AS OF ?");
        for (Object point : List.of(
                Timestamp.valueOf(old),
                old,
                old.toInstant(ZoneOffset.UTC),
                old.atOffset(ZoneOffset.UTC),
                "2024-06-01 00:00:00",
                old.toLocalDate())) {
            assertThat(rows(sql, point, "2025-06-01"))
                    .as(point.getClass().getName())
                    .containsExactly(List.of(1L, 20L));
        }
    }

    @Test
    void parametersStandInsideExpressions() throws SQLException {
        LocalDateTime point = LocalDateTime.of(2025, 2, 1, 0, 0);
        assertThat(rows(JOIN.formatted("AS OF ? - INTERVAL '3' MONTH", ""), point))
                .containsExactly(List.of(1L, 20L));
        assertThat(rows(JOIN.formatted("AS OF ? - INTERVAL '1' DAY", ""), point))
                .containsExactly(List.of(2L, 20L));
        assertThat(rows(JOIN.formatted("AS OF CAST(? AS TIMESTAMP)", ""), "2024-06-01"))
                .containsExactly(List.of(1L, 20L));
        assertThat(rows(JOIN.formatted("AS OF TIMESTAMP '2025-02-01 00:00:00' - ? * INTERVAL '1' DAY", ""), 90L))
                .containsExactly(List.of(1L, 20L));
        assertThat(rows(JOIN.formatted("FOR VERSION AS OF ? - 1", ""), 3L)).containsExactly(List.of(1L, 20L));
    }

    @Test
    void oneTableJoinsItselfAtAnotherTime() throws SQLException {
        assertThat(rows("SELECT n.price, o.price FROM catalog.product n JOIN catalog.product " + OLD
                        + " o ON n.sku = o.sku"))
                .containsExactly(List.of(2L, 1L));
    }

    @Test
    void onePlanServesSeveralTimes() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT price FROM catalog.product AS OF ? - INTERVAL '1' MONTH")) {
            assertThat(price(statement, LocalDateTime.of(2024, 6, 1, 0, 0))).isEqualTo(1);
            assertThat(price(statement, LocalDateTime.of(2025, 6, 1, 0, 0))).isEqualTo(2);
            assertThat(price(statement, LocalDateTime.of(2025, 1, 15, 0, 0))).isEqualTo(1);
        }
    }

    private static long price(PreparedStatement statement, LocalDateTime point) throws SQLException {
        statement.setObject(1, point);
        try (ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    @Test
    void otherPointsAreRefused() {
        assertRefused("AS OF p.sku", "0A000");
        assertRefused("AS OF NULL", "22000");
        assertRefused("AS OF 17", "42000");
        assertRefused("AS OF 'yesterday'", "22007");
        assertRefused("AS OF JSON_VALUE('{\"a\":\"2024-06-01\"}', '$.a')", "0A000");
        assertRefused("AS OF (SELECT max(instant) FROM catalog.transactions)", "42601");
        assertRefused("AS OF TIMESTAMP '2023-06-01 00:00:00'", "22023");
    }

    private void assertRefused(String clause, String state) {
        assertThatThrownBy(() ->
                        rows("SELECT * FROM catalog.product p JOIN catalog.product " + clause + " q ON p.sku = q.sku"))
                .as(clause)
                .isInstanceOf(SQLException.class)
                .hasMessageNotContaining("Internal")
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo(state);
    }

    @Test
    void commitsAndBranchesAreTables() throws SQLException {
        assertThat(rows("SELECT tx FROM catalog.commits")).contains(List.of(3L));
        assertThat(rows("SELECT b.name, b.tx FROM catalog.branches b JOIN catalog.commits c ON b.hash = c.hash"))
                .containsExactly(List.of("main", 3L));
    }

    @Test
    void schemaOfAConnectionCompletesNames() throws SQLException {
        assertThat(connection.getSchema()).isNull();
        assertThatThrownBy(() -> rows("SELECT price FROM product"))
                .hasMessageContaining("did you mean \"catalog.product\"?");
        connection.setSchema("CATALOG");
        assertThat(connection.getSchema()).isEqualTo("catalog");
        assertThat(rows("SELECT price FROM product")).containsExactly(List.of(2L));
        assertThat(rows("SELECT count FROM inventory.stock")).containsExactly(List.of(20L));
        connection.setSchema("inventory");
        assertThatThrownBy(() -> rows("SELECT price FROM product")).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> connection.setSchema("nowhere"))
                .hasMessage(
                        "There is no schema \"nowhere\"; there are \"catalog\", \"inventory\", \"information_schema\"");
    }

    private List<List<Object>> rows(String sql, Object... parameters) throws SQLException {
        return SqlRows.of(connection, sql, parameters);
    }
}
