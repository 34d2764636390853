package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.snapshot.SnapshotToken;
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

/** What a connection reads where a statement says nothing: prices of 2024 are 1, those of 2025 are 2; stock likewise is 10 and 20. */
class SessionSqlTest {
    private static final String JOIN =
            "SELECT p.price, s.count FROM catalog.product p JOIN inventory.stock s ON p.sku = s.sku";

    private final String catalog = "mem:session-catalog-" + UUID.randomUUID();
    private final String inventory = "mem:session-inventory-" + UUID.randomUUID();
    private final Connection connection;

    SessionSqlTest() throws SQLException {
        for (int year = 2024; year <= 2025; year++) {
            commit(catalog, year, "product/sku", Map.of("product/sku", "W1", "product/price", year - 2023L));
            commit(inventory, year, "stock/sku", Map.of("stock/sku", "W1", "stock/count", (year - 2023) * 10L));
        }
        connection = open("");
    }

    private static SnapshotToken commit(String location, int year, String identity, Map<String, Object> entity) {
        Instant instant = LocalDateTime.of(year, 1, 1, 12, 0).toInstant(ZoneOffset.UTC);
        WriterOptions options = WriterOptions.DEFAULT.clock(Clock.fixed(instant, ZoneOffset.UTC));
        try (Writer writer = Writer.open(Location.parse(location), options)) {
            if (writer.snapshot().tx() == 0) {
                writer.transact(Operation.define(AttributeSpec.builder(identity, ValueType.STRING)
                        .identity()
                        .build()));
            }
            writer.transact(entity);
            return SnapshotToken.of(List.of(writer.snapshot()));
        }
    }

    private void changePrice(long price) {
        commit(catalog, 2026, "product/sku", Map.of("product/sku", "W1", "product/price", price));
    }

    private Connection open(String options) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:cairn:?attach.catalog=" + catalog + "&attach.inventory=" + inventory + options);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private List<List<@Nullable Object>> rows(String sql) throws SQLException {
        return Jdbc.rows(connection, sql);
    }

    private void set(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.execute(sql)).isFalse();
            assertThat(statement.getResultSet()).isNull();
        }
    }

    private String token() throws SQLException {
        return (String) rows("SELECT cairn_snapshot()").get(0).get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET cairn.as_of = '2024-06-01'",
                "set cairn.as_of to '2024-06-01 10:00:00';",
                "SET SESSION cairn.as_of = TIMESTAMP '2024-06-01 00:00:00'",
                "SET cairn.as_of = DATE '2024-06-01'",
                "SET cairn.as_of = 2",
                "SET cairn.as_of = 'main~1'",
            })
    void aSessionReadsOnePoint(String set) throws SQLException {
        set(set);
        assertThat(rows(JOIN)).containsExactly(List.of(1L, 10L));
        assertThat(rows("SELECT price FROM catalog.product FOR VERSION AS OF 3"))
                .containsExactly(List.of(2L));

        set("SET cairn.as_of = DEFAULT");
        assertThat(rows(JOIN)).containsExactly(List.of(2L, 20L));
    }

    @Test
    void theClauseAndTheAttachmentWin() throws SQLException {
        set("SET cairn.as_of = '2024-06-01'");
        assertThat(rows("SELECT p.price, o.price FROM catalog.product p, catalog.product AS OF '2024-03-01' o"))
                .containsExactly(List.of(1L, 1L));
        try (Connection mixed = DriverManager.getConnection("jdbc:cairn:?attach.catalog=" + catalog
                + "&attach.inventory=" + inventory + "@2025-06-01&asOf=2024-06-01")) {
            assertThat(Jdbc.rows(mixed, JOIN)).containsExactly(List.of(1L, 20L));
        }
    }

    @Test
    void itPassesThroughViewsButNotThroughTheirOwnClauses() throws SQLException {
        String location = "mem:session-views-" + UUID.randomUUID();
        String view = "SELECT n.price AS price, o.price AS first FROM product n, product FOR VERSION AS OF 2 o";
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            writer.transact(Operation.define(AttributeSpec.builder("product/sku", ValueType.STRING)
                    .identity()
                    .build()));
            for (long price = 1; price <= 3; price++) {
                writer.transact(Map.of("product/sku", "W1", "product/price", price));
                writer.transact(Views.create("prices", view, Views.Existing.REPLACE));
            }
        }
        String sql = "SELECT price, first FROM prices";
        try (Connection one = DriverManager.getConnection("jdbc:cairn:" + location);
                Statement statement = one.createStatement()) {
            assertThat(Jdbc.rows(one, sql)).containsExactly(List.of(3L, 1L));
            statement.execute("SET cairn.as_of = 4");
            assertThat(Jdbc.rows(one, sql)).containsExactly(List.of(2L, 1L));
            assertThatThrownBy(() -> statement.execute("SET cairn.as_of = 'nowhere'"))
                    .hasMessageContaining("nowhere");
            assertThat(Jdbc.rows(one, sql)).containsExactly(List.of(2L, 1L));
            statement.execute("SET cairn.as_of = 2");
            assertThatThrownBy(() -> Jdbc.rows(one, sql)).hasMessageContaining("prices");
        }
    }

    @Test
    void aPreparedStatementFollowsTheSession() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(JOIN)) {
            set("SET cairn.as_of = '2024-06-01'");
            try (ResultSet result = statement.executeQuery()) {
                assertThat(result.next()).isTrue();
                assertThat(result.getLong(1)).isEqualTo(1);
            }
            set("RESET cairn.as_of");
            try (ResultSet result = statement.executeQuery()) {
                assertThat(result.next()).isTrue();
                assertThat(result.getLong(1)).isEqualTo(2);
            }
        }
    }

    @Test
    void aTokenLetsAnotherConnectionReadTheVerySameStates() throws SQLException {
        String token = token();
        changePrice(7);
        assertThat(rows(JOIN)).containsExactly(List.of(7L, 20L));

        try (Connection other = open("&snapshot=" + token)) {
            assertThat(Jdbc.rows(other, JOIN)).containsExactly(List.of(2L, 20L));
            assertThat(Jdbc.rows(other, "SELECT cairn_snapshot()")).containsExactly(List.of(token));
        }
        set("SET cairn.snapshot = '" + token + "'");
        assertThat(rows(JOIN)).containsExactly(List.of(2L, 20L));
        changePrice(8);
        assertThat(rows(JOIN)).containsExactly(List.of(2L, 20L));
        set("SET cairn.snapshot = DEFAULT");
        assertThat(rows(JOIN)).containsExactly(List.of(8L, 20L));
    }

    @Test
    void aTokenHoldsUnderOtherNamesAndForFewerDatabases() throws SQLException {
        String token = token();
        changePrice(7);
        try (Connection other = DriverManager.getConnection("jdbc:cairn:" + catalog + "?snapshot=" + token)) {
            assertThat(Jdbc.rows(other, "SELECT price FROM product")).containsExactly(List.of(2L));
        }
    }

    @Test
    void withoutAutoCommitATokenIsThatOfThePinnedStates() throws SQLException {
        connection.setAutoCommit(false);
        assertThat(rows(JOIN)).containsExactly(List.of(2L, 20L));
        changePrice(7);
        String token = token();
        assertThat(rows(JOIN)).containsExactly(List.of(2L, 20L));
        connection.commit();
        assertThat(token()).isNotEqualTo(token);
        assertThat(rows(JOIN)).containsExactly(List.of(7L, 20L));
    }

    @Test
    void aCommitIsSeenByAReaderThatIsAllowedToBeBehindIfItHasItsToken() throws SQLException {
        try (Connection behind = open("&maxStaleness=1000s");
                Statement statement = behind.createStatement()) {
            assertThat(Jdbc.rows(behind, JOIN)).containsExactly(List.of(2L, 20L));
            SnapshotToken token =
                    commit(catalog, 2026, "product/sku", Map.of("product/sku", "W1", "product/price", 9L));
            statement.execute("SET cairn.snapshot = '" + token + "'");
            assertThat(Jdbc.rows(behind, JOIN)).containsExactly(List.of(9L, 20L));
        }
        try (Connection behind = DriverManager.getConnection("jdbc:cairn:" + catalog + "?maxStaleness=1000s");
                Statement statement = behind.createStatement()) {
            assertThat(Jdbc.rows(behind, "SELECT price FROM product")).containsExactly(List.of(9L));
            changePrice(10);
            statement.execute("SET cairn.as_of = 5");
            assertThat(Jdbc.rows(behind, "SELECT price FROM product")).containsExactly(List.of(10L));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        SET cairn.as_of = '2024-13-01'        | 2024-13-01
        SET cairn.as_of = '2020-01-01'        | before
        SET cairn.as_of = soon                | single quotes
        SET cairn.colour = 'red'              | cairn.as_of
        SET cairn.snapshot = 'x'              | cairn_snapshot()
        SET cairn.snapshot = '00000000000000000000000000000000:main:1' | cairn_snapshot()
        """)
    void whatIsWrongIsSaidInOneSentence(String sql, String part) throws SQLException {
        assertThatThrownBy(() -> set(sql)).isInstanceOf(SQLException.class).hasMessageContaining(part);
        assertThat(rows(JOIN)).containsExactly(List.of(2L, 20L));
    }

    @Test
    void aUrlThatNamesNoStateIsRefused() {
        assertThatThrownBy(() -> open("&asOf=soon"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("soon");
        assertThatThrownBy(() -> open("&asOf=2020-01-01"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("before");
    }

    @Test
    void aTokenOfAnotherHistoryIsRefused() throws SQLException {
        String token = token();
        String forged = token.substring(0, token.length() - 4) + "beef";
        assertThatThrownBy(() -> set("SET cairn.snapshot = '" + forged + "'"))
                .hasMessageContaining("its history here is another");
        assertThatThrownBy(() -> set("SET cairn.snapshot = '" + token.replaceFirst(":main:3:", ":main:99:") + "'"))
                .hasMessageContaining("newest transaction here is 3");
    }
}
