package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.snapshot.StoredViews;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Views;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshot clauses on subqueries, queries of WITH and views. The price is 1 in 2023, 2 in 2024, 3 in 2025; a part is added each year. */
class SnapshotScopesTest {
    private static final String IN_2023 = "AS OF TIMESTAMP '2023-06-01 00:00:00'";
    private static final String IN_2024 = "FOR SYSTEM_TIME AS OF DATE '2024-06-01'";

    private final String location = "mem:scopes-" + UUID.randomUUID();
    private final Connection connection;

    SnapshotScopesTest() throws SQLException {
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT.clock(at(2022)))) {
            writer.transact(
                    identity("product/sku"), identity("part/code"), Operation.put(Map.of("part/code", "P2022")));
        }
        for (int year = 2023; year <= 2025; year++) {
            try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT.clock(at(year)))) {
                writer.transact(
                        Map.of("product/sku", "W1", "product/price", year - 2022L), Map.of("part/code", "P" + year));
            }
        }
        connection = DriverManager.getConnection("jdbc:cairn:" + location);
    }

    private static Operation identity(String ident) {
        return Operation.define(
                AttributeSpec.builder(ident, ValueType.STRING).identity().build());
    }

    private static Clock at(int year) {
        Instant instant = LocalDateTime.of(year, 1, 1, 12, 0).toInstant(ZoneOffset.UTC);
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    private void view(String name, String query) {
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            writer.transact(Views.create(name, query, Views.Existing.REPLACE));
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private List<@Nullable Object> column(String sql, Object... parameters) throws SQLException {
        return Jdbc.rows(connection, sql, parameters).stream()
                .<@Nullable Object>map(row -> row.get(0))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT s.price FROM (SELECT price FROM product) %s s",
                "SELECT s.price FROM (SELECT price FROM product) s %s",
                "SELECT s.price FROM (SELECT price FROM product) AS s %s",
                "SELECT price FROM (SELECT price FROM product) %s",
                "SELECT s.price FROM (SELECT p.price FROM (SELECT * FROM product) p) s %s",
                "SELECT s.price FROM (SELECT p.price FROM product p JOIN (SELECT 1 AS one) o ON o.one = 1) s %s",
                "SELECT s.price FROM (SELECT MAX(price) AS price FROM product GROUP BY sku) s %s",
                "SELECT s.p FROM (SELECT (SELECT MAX(price) FROM product) AS p FROM product) s %s",
                "SELECT s.price FROM (SELECT price FROM product UNION SELECT price FROM product) s %s",
                "WITH c AS (SELECT price FROM product) SELECT c.price FROM c %s",
                "WITH c AS (SELECT price FROM product) SELECT d.price FROM c %s d",
                "WITH c AS (SELECT price FROM product) SELECT d.price FROM c d %s",
                "WITH a AS (SELECT price FROM product), c(x) AS (SELECT price FROM a) SELECT x FROM c %s",
                "WITH c AS (SELECT price FROM product) SELECT s.price FROM (SELECT * FROM c) s %s",
                "SELECT s.price FROM (WITH c AS (SELECT price FROM product) SELECT price FROM c) s %s",
                "WITH RECURSIVE r(n, p) AS (SELECT 1, price FROM product UNION ALL SELECT n + 1, p FROM r WHERE n < 3)"
                        + " SELECT p FROM r %s WHERE n = 3",
                "SELECT s.price FROM part q, LATERAL (SELECT price FROM product WHERE q.code = 'P2022') %s s",
            })
    void aClauseHoldsForEveryTableInside(String sql) throws SQLException {
        assertThat(column(sql.formatted(IN_2023))).containsExactly(1L);
        assertThat(column(sql.formatted(IN_2024))).containsExactly(2L);
        assertThat(column(sql.formatted("FOR VERSION AS OF 2"))).containsExactly(1L);
        assertThat(column(sql.formatted("FOR VERSION AS OF ?"), 3L)).containsExactly(2L);
        assertThat(column(sql.formatted("AS OF ?"), "2023-06-01")).containsExactly(1L);
        assertThat(column(sql.formatted("AS OF DATE '2023-06-01' + ? * INTERVAL '1' DAY"), 366L))
                .containsExactly(2L);
        assertThat(column(sql.formatted(""))).containsExactly(3L);
    }

    @ParameterizedTest
    @CsvSource({
        "SELECT price FROM product",
        "SELECT p.price FROM product p JOIN part q ON q.code = 'P2022'",
        "SELECT price FROM dear",
        "SELECT d.price FROM dear d",
        "SELECT s.price FROM (SELECT * FROM main.dear) s"
    })
    void aClauseHoldsForEveryTableOfAView(String query) throws SQLException {
        view("dear", "SELECT sku, price FROM product");
        view("v", query);
        String sql = "SELECT w.price FROM v %s w";

        assertThat(column(sql.formatted(""))).containsExactly(3L);
        assertThat(column(sql.formatted(IN_2023))).containsExactly(1L);
        assertThat(column("SELECT price FROM main.v " + IN_2024)).containsExactly(2L);
        assertThat(column("SELECT x.price FROM (SELECT * FROM V) x AS OF ?", "2024-02-01"))
                .containsExactly(2L);
    }

    @Test
    void viewsAreInMetadataAndInATable() throws SQLException {
        view("prices", "SELECT sku, price * 2 AS twice FROM product");
        view("broken", "SELECT nix FROM product");

        assertThat(Jdbc.rows(connection, "SELECT name, definition FROM views WHERE name = 'prices'"))
                .containsExactly(List.of("prices", "SELECT sku, price * 2 AS twice FROM product"));
        List<String> columns = new ArrayList<>();
        try (ResultSet tables = connection.getMetaData().getTables(null, "main", "%", new String[] {"VIEW"});
                ResultSet found = connection.getMetaData().getColumns(null, "main", "prices", "%")) {
            while (tables.next()) {
                columns.add(tables.getString("TABLE_NAME"));
            }
            while (found.next()) {
                columns.add(found.getString("COLUMN_NAME") + " " + found.getString("TYPE_NAME"));
            }
        }
        assertThat(columns).containsExactly("broken", "prices", "sku VARCHAR", "twice BIGINT");
        assertThatThrownBy(() -> column("SELECT * FROM broken")).hasMessageContaining("nix");
    }

    @Test
    void aViewNamesItsDatabaseAsItsCreatorDid() throws SQLException {
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            writer.transact(Views.create(
                    "named",
                    new StoredViews.View(
                            "SELECT shop.product.price FROM shop.product JOIN Shop.part q ON q.code = 'P2022'", "shop"),
                    Views.Existing.REFUSE));
        }
        try (Connection other =
                DriverManager.getConnection("jdbc:cairn:?attach.elsewhere=" + location + "&attach.more=" + location)) {
            assertThat(Jdbc.rows(other, "SELECT price FROM elsewhere.named")).containsExactly(List.of(3L));
            assertThat(Jdbc.rows(other, "SELECT price FROM more.named " + IN_2023))
                    .containsExactly(List.of(1L));
        }
    }

    @Test
    void theInnerClauseWins() throws SQLException {
        view("fixed", "SELECT a.price AS old, b.price AS now FROM product %s a, product b".formatted(IN_2023));

        assertThat(Jdbc.rows(connection, "SELECT old, now FROM fixed")).containsExactly(List.of(1L, 3L));
        assertThat(Jdbc.rows(connection, "SELECT old, now FROM fixed " + IN_2024))
                .containsExactly(List.of(1L, 2L));
        assertThat(Jdbc.rows(
                        connection,
                        "SELECT s.a, s.b FROM (SELECT x.price a, y.price b FROM product %s x, product y) s %s"
                                .formatted(IN_2024, IN_2023)))
                .containsExactly(List.of(2L, 1L));
    }

    @Test
    void oneQueryIsReadAtSeveralPoints() throws SQLException {
        String sql = "WITH c AS (SELECT sku, price FROM product) SELECT a.price, b.price, d.price FROM c %s a"
                + " JOIN c %s b ON a.sku = b.sku JOIN c d ON d.sku = a.sku";
        assertThat(Jdbc.rows(connection, sql.formatted(IN_2023, IN_2024))).containsExactly(List.of(1L, 2L, 3L));
        assertThat(Jdbc.rows(
                        connection,
                        "SELECT a.price, b.price, c.price FROM product %s a, product %s b, product c"
                                .formatted(IN_2023, "AS OF '2024-03-01'")))
                .containsExactly(List.of(1L, 2L, 3L));
    }

    @Test
    void correlatedAndScalarSubqueriesHaveTheirOwnPoints() throws SQLException {
        assertThat(column("SELECT (SELECT o.price FROM product %s o WHERE o.sku = p.sku) FROM product p"
                        .formatted(IN_2023)))
                .containsExactly(1L);
        assertThat(column("SELECT code FROM part q WHERE NOT EXISTS (SELECT 1 FROM part %s o WHERE o.code = q.code)"
                        .formatted(IN_2024)))
                .containsExactly("P2025");
        assertThat(column(
                        "SELECT p.price FROM product p WHERE p.price > (SELECT MAX(price) FROM product AS OF ?)",
                        "2024-12-31"))
                .containsExactly(3L);
    }

    @Test
    void onePlanServesTwoTimes() throws SQLException {
        String sql = "SELECT a.price, s.price FROM product AS OF ? a, (SELECT price FROM product) AS OF ? s";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            List<List<Long>> rows = new ArrayList<>();
            for (int year = 2023; year <= 2025; year++) {
                statement.setString(1, year + "-06-01");
                statement.setObject(2, LocalDateTime.of(2025, 6, 1, 0, 0).minusYears(year - 2023));
                try (ResultSet result = statement.executeQuery()) {
                    assertThat(result.next()).isTrue();
                    rows.add(List.of(result.getLong(1), result.getLong(2)));
                }
            }
            assertThat(rows).containsExactly(List.of(1L, 3L), List.of(2L, 2L), List.of(3L, 1L));
        }
    }

    @Test
    void edgesFollowTheRule() throws SQLException {
        String sql = "SELECT price FROM (SELECT * FROM product) s AS OF ?";
        assertThat(column(sql, "2024-01-01 12:00:00")).containsExactly(2L);
        assertThat(column(sql, "2024-01-01 11:59:59.999999")).containsExactly(1L);
        assertThat(column(sql, "2999-01-01")).containsExactly(3L);
        assertThat(column(sql, "2022-06-01")).isEmpty();
        assertThatThrownBy(() -> column(sql, "2021-01-01")).hasMessageContaining("2022-01-01T12:00:00Z");
    }

    @Test
    void aViewThatReadsItselfIsRefused() {
        view("a", "SELECT * FROM b");
        view("b", "SELECT * FROM a");

        assertThatThrownBy(() -> column("SELECT * FROM a"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("reads itself");
    }

    @Test
    void aClauseInsideItsOwnDefinitionIsRefused() {
        assertThatThrownBy(() -> column("WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r %s WHERE n < 3)"
                                .formatted(IN_2023)
                        + " SELECT n FROM r"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("inside its own definition");
    }
}
