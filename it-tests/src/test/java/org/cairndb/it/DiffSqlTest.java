package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.cairndb.storage.Stores;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.snapshot.BranchStart;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Head;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.sync.Sync;
import org.cairndb.storage.sync.SyncProgress;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.LookupRef;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Views;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Differences of a shop of a few products: transaction 2 puts W1, G1 and D1 on 2025-01-01; 3 changes the price of W1 and removes G1 on 2025-02-01; 4 adds N1
 * and a colour and other tags of W1 on 2025-03-01; 5 and 6 change the price of D1 and take that back.
 */
class DiffSqlTest {
    private static final Random NONCES = new Random(7);
    private static final String SUMMARY =
            "SELECT COALESCE(new_sku, old_sku), _change, old_price, new_price FROM TABLE(DIFF('product', %s)) ORDER BY"
                    + " 1";

    private final String name = "mem:diff-" + UUID.randomUUID();
    private final Connection connection;

    DiffSqlTest() throws SQLException {
        define();
        commit("2025-01-01", product("W1", "Widget", 10), product("G1", "Gadget", 20), product("D1", "Doodad", 30));
        commit("2025-02-01", Operation.add(sku("W1"), "product/price", 11L), Operation.retractEntity(sku("G1")));
        commit(
                "2025-03-01",
                product("N1", "Novelty", 40),
                Operation.add(sku("W1"), "product/color", "red"),
                Operation.add(sku("W1"), "product/tags", "new"),
                Operation.retract(sku("W1"), "product/tags", "old"));
        commit("2025-04-01", Operation.add(sku("D1"), "product/price", 31L));
        commit("2025-05-01", Operation.add(sku("D1"), "product/price", 30L));
        connection = DriverManager.getConnection("jdbc:cairn:?attach.shop=" + name);
    }

    private void define() {
        commit(
                "2024-01-01",
                Operation.define(AttributeSpec.builder("product/sku", ValueType.STRING)
                        .identity()
                        .build()),
                Operation.define(
                        AttributeSpec.builder("product/name", ValueType.STRING).build()),
                Operation.define(
                        AttributeSpec.builder("product/price", ValueType.LONG).build()),
                Operation.define(AttributeSpec.builder("product/tags", ValueType.STRING)
                        .many()
                        .build()));
    }

    private static Operation product(String sku, String name, long price) {
        return Operation.put(Map.of(
                "product/sku", sku, "product/name", name, "product/price", price, "product/tags", List.of("old", sku)));
    }

    private static Object sku(String sku) {
        return new LookupRef("product/sku", sku);
    }

    private void commit(String date, Operation... operations) {
        commit(name, date, operations);
    }

    private static void commit(String location, String date, Operation... operations) {
        Instant noon = LocalDate.parse(date).atTime(12, 0).toInstant(ZoneOffset.UTC);
        WriterOptions options = WriterOptions.DEFAULT.clock(Clock.fixed(noon, ZoneOffset.UTC));
        try (Writer writer = Writer.open(Location.parse(location), options)) {
            writer.transact(operations);
        }
    }

    /** Makes a branch or a tag at a transaction. */
    private void branch(String branch, long tx) {
        NodeStore store = Stores.open(Location.parse(name));
        List<StoredNode> nodes = new ArrayList<>();
        Head head = BranchStart.head(Database.open(store, "main").snapshot().asOf(tx), branch, nodes::add);
        store.putNodes(nodes);
        byte[] nonce = new byte[16];
        NONCES.nextBytes(nonce);
        store.swapHead(branch, Optional.empty(), head.encode(Bytes.wrap(nonce)));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private List<List<@Nullable Object>> rows(String sql, Object... parameters) throws SQLException {
        return Jdbc.rows(connection, sql, parameters);
    }

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2, 3",
                "'2', '3'",
                "1 + 1, 6 / 2",
                "TIMESTAMP '2025-01-01 12:00:00', TIMESTAMP '2025-02-01 12:00:00'",
                "'2025-01-02', '2025-02-02 08:00:00'",
                "DATE '2025-01-31', DATE '2025-02-28'",
                "DATE '2025-01-31', '2025-01-31' + INTERVAL '1' MONTH",
                "TIMESTAMP '2025-02-15 00:00:00' - INTERVAL '1' MONTH, CAST('2025-02-15' AS TIMESTAMP)",
                "'main~4', 'main~3'",
                "2, 'main~3'",
            })
    void pointsAreTimesTransactionsAndVersions(String points) throws SQLException {
        assertThat(rows(SUMMARY.formatted(points)))
                .containsExactly(row("G1", "delete", 20L, null), row("W1", "update", 10L, 11L));
    }

    @Test
    void pointsAreParametersOfAnyClass() throws SQLException {
        LocalDateTime before = LocalDateTime.of(2025, 1, 15, 0, 0);
        LocalDateTime after = before.plusMonths(1);
        List<List<@Nullable Object>> expected = List.of(row("G1", "delete", 20L, null), row("W1", "update", 10L, 11L));
        for (List<Object> points : List.<List<Object>>of(
                List.of(2, 3L),
                List.of("main~4", "main~3"),
                List.of(Timestamp.valueOf(before), Timestamp.valueOf(after)),
                List.of(before, after.toInstant(ZoneOffset.UTC)),
                List.of(before.toLocalDate(), "2025-02-15"))) {
            assertThat(rows(SUMMARY.formatted("?, ?"), points.toArray()))
                    .as(points.toString())
                    .isEqualTo(expected);
        }
        assertThat(rows(SUMMARY.formatted("? - INTERVAL '1' MONTH, CAST(? AS TIMESTAMP)"), after, after))
                .isEqualTo(expected);
    }

    @Test
    void everyColumnIsShownAsItWasAndAsItIs() throws SQLException {
        assertThat(rows("SELECT * FROM TABLE(DIFF('shop.product', 3, 6)) ORDER BY _id"))
                .extracting(r -> r.subList(1, r.size()))
                .containsExactly(
                        row("update", "W1", "W1", "Widget", "Widget", 11L, 11L, null, "red"),
                        row("insert", null, "N1", null, "Novelty", null, 40L, null, null));
    }

    @Test
    void otherDirectionUndoes() throws SQLException {
        assertThat(rows(SUMMARY.formatted("6, 2")))
                .containsExactly(
                        row("G1", "insert", null, 20L), row("N1", "delete", 40L, null), row("W1", "update", 11L, 10L));
    }

    @Test
    void equalStatesHaveNoDifference() throws SQLException {
        assertThat(rows(SUMMARY.formatted("3, 3"))).isEmpty();
        assertThat(rows(SUMMARY.formatted("'main', CURRENT_TIMESTAMP"))).isEmpty();
        assertThat(rows(SUMMARY.formatted("4, 6"))).as("taken back again").isEmpty();
    }

    @Test
    void linksComeAndGo() throws SQLException {
        assertThat(rows("SELECT _change, old_tags, new_tags FROM TABLE(DIFF('shop.product__tags', 2, 6)) d"
                        + " JOIN product p ON p._id = d._id WHERE p.sku = 'W1' ORDER BY 1"))
                .containsExactly(row("delete", "old", null), row("insert", null, "new"));
    }

    @Test
    void datomTablesShowTheirValue() throws SQLException {
        assertThat(rows("SELECT _change, old_v, new_v FROM TABLE(DIFF('shop.\"product/price\"', 2, 6)) ORDER"
                        + " BY 1, 2, 3"))
                .containsExactly(row("delete", 20L, null), row("insert", null, 40L), row("update", 10L, 11L));
    }

    @Test
    void differenceIsATableLikeOthers() throws SQLException {
        assertThat(rows("SELECT p.sku, d.old_price, d.new_price FROM product p"
                        + " JOIN TABLE(DIFF('product', 2, 6)) AS d ON d._id = p._id WHERE d._change = 'update'"))
                .containsExactly(row("W1", 10L, 11L));
        assertThat(rows("SELECT product._change, COUNT(*) FROM TABLE(DIFF('product', 1, 6)) GROUP BY product._change"))
                .containsExactly(row("insert", 3L));
        assertThat(rows("SELECT sku FROM product WHERE _id IN (SELECT _id FROM TABLE(DIFF('product', 2, 3)))"))
                .containsExactly(row("W1"));
        assertThat(rows("WITH d AS (SELECT * FROM TABLE(DIFF('product', 2, 3))),"
                        + " e AS (SELECT * FROM TABLE(DIFF('product', 3, 4)))"
                        + " SELECT d.new_sku FROM d JOIN e ON d._id = e._id"))
                .containsExactly(row("W1"));
        assertThat(rows("SELECT COUNT(*) FROM TABLE(DIFF('product', 2, 3))")).containsExactly(row(2L));
    }

    @Test
    void viewsNameTheTablesOfTheirDatabase() throws SQLException {
        String query = "SELECT new_sku, new_price FROM TABLE(DIFF('product', 2, 3)) d WHERE _change = 'update'";
        try (Writer writer = Writer.open(Location.parse(name), WriterOptions.DEFAULT)) {
            writer.transact(Views.create("raised", query, Views.Existing.REFUSE));
        }
        try (Connection twice =
                DriverManager.getConnection("jdbc:cairn:?attach.shop=" + name + "&attach.same=" + name)) {
            assertThatThrownBy(() -> Jdbc.rows(twice, query)).hasMessageContaining("name it with its schema");
            assertThat(Jdbc.rows(twice, "SELECT * FROM shop.raised a JOIN same.raised b USING (new_sku)"))
                    .containsExactly(row("W1", 11L, 11L));
        }
    }

    @Test
    void branchesAndTagsAreComparedSinceTheyParted() throws SQLException {
        branch("tags/february", 3);
        branch("test", 3);
        commit(name + "@test", "2025-06-01", Operation.add(sku("W1"), "product/price", 99L));
        commit(name + "@test", "2025-06-02", Operation.add(sku("D1"), "product/name", "Thing"));
        assertThat(rows(SUMMARY.formatted("'february', 'test'")))
                .containsExactly(row("D1", "update", 30L, 30L), row("W1", "update", 11L, 99L));
        assertThat(rows(SUMMARY.formatted("'main', 'test'")))
                .containsExactly(
                        row("D1", "update", 30L, 30L), row("N1", "delete", 40L, null), row("W1", "update", 11L, 99L));
        assertThat(rows(SUMMARY.formatted("'test~1', 'main'")))
                .containsExactly(row("N1", "insert", null, 40L), row("W1", "update", 99L, 11L));
        assertThat(rows(SUMMARY.formatted("'february', 3"))).isEmpty();
        assertThat(rows(SUMMARY.formatted("'tags/february', 'february'"))).isEmpty();
    }

    @Test
    void attributesThatBranchesDefinedByThemselvesAreMatchedByName() throws SQLException {
        try (Writer writer = Writer.open(Location.parse(name), WriterOptions.DEFAULT)) {
            writer.branches().create("test", writer.snapshot());
        }
        for (String branch : List.of("", "@test")) {
            String size = branch.isEmpty() ? "large" : "small";
            commit(
                    name + branch,
                    "2025-06-01",
                    Operation.add(sku("W1"), "product/size", size),
                    Operation.add(sku("D1"), "product/size", "medium"),
                    Operation.add(sku("D1"), "product/price", branch.isEmpty() ? 32L : 33L),
                    Operation.put(Map.of("seller/name", "Ana" + branch)));
        }
        try (Connection other = DriverManager.getConnection("jdbc:cairn:?attach.shop=" + name + "@test")) {
            for (Connection session : List.of(connection, other)) {
                assertThat(Jdbc.rows(
                                session,
                                "SELECT new_sku, old_size, new_size FROM TABLE(DIFF('product', 'main',"
                                        + " 'test')) ORDER BY 1"))
                        .containsExactly(row("D1", "medium", "medium"), row("W1", "large", "small"));
                assertThat(Jdbc.rows(
                                session,
                                "SELECT _change, old_name, new_name FROM TABLE(DIFF('seller', 'test', 'main'))"
                                        + " ORDER BY 1"))
                        .containsExactly(row("delete", "Ana@test", null), row("insert", null, "Ana"));
            }
        }
    }

    @Test
    void copiesInTwoStoresAreCompared() throws SQLException {
        String copy = "mem:diff-copy-" + UUID.randomUUID();
        Sync.branch(Stores.open(Location.parse(name)), Stores.open(Location.parse(copy)), "main", SyncProgress.NONE);
        commit(
                copy,
                "2025-06-01",
                Operation.add(sku("W1"), "product/weight", 5L),
                Operation.add(sku("D1"), "product/price", 1L));
        try (Connection both =
                DriverManager.getConnection("jdbc:cairn:?attach.shop=" + name + "&attach.copy=" + copy)) {
            assertThat(Jdbc.rows(
                            both,
                            "SELECT new_sku, old_price, new_price, old_weight, new_weight"
                                    + " FROM TABLE(DIFF('shop.product', 'copy.product')) ORDER BY 1"))
                    .containsExactly(row("D1", 30L, 1L, null, null), row("W1", 11L, 11L, null, 5L));
            assertThat(Jdbc.rows(
                            both,
                            "SELECT new_sku, _change FROM TABLE(DIFF('copy.product', 2, 'shop.product', ?)) ORDER BY 1",
                            4))
                    .containsExactly(row("N1", "insert"), row("W1", "update"), row(null, "delete"));
            assertThat(Jdbc.rows(both, "SELECT * FROM TABLE(DIFF('copy.product', 6, 'shop.product', 'main'))"))
                    .isEmpty();
        }
    }

    @Test
    void planSaysWhatIsCompared() throws SQLException {
        assertThat(rows("EXPLAIN " + SUMMARY.formatted("2, 'main'")).toString())
                .contains("DatomDiff(table=[shop.product], columns=[_change, old_sku, new_sku, old_price, new_price]")
                .contains("from=[shop at 2], to=[shop at 'main'");
    }

    @Test
    void mistakesAreExplained() {
        assertFails("TABLE(DIFF('nothing', 1, 2))", "There is no table \"nothing\"");
        assertFails("TABLE(DIFF('product', 1))", "takes the name of a table in quotes and two points");
        assertFails("TABLE(DIFF(product, 1, 2))", "takes the name of a table in quotes and two points");
        assertFails("TABLE(DIFF('product', 1, 77))", "Transaction 77 does not exist");
        assertFails("TABLE(DIFF('product', 1, 'nowhere'))", "nowhere");
        assertFails("TABLE(DIFF('product', '2020-01-01', 2))", "begins at 2024-01-01");
        assertFails("TABLE(DIFF('product', 1, TRUE))", "is a time, a date, a transaction number or the text");
        assertFails("TABLE(DIFF('product', CAST(NULL AS BIGINT), 2))", "is null");
        assertFails("TABLE(DIFF('commits', 1, 2))", "DIFF compares tables of entities, of links and of datoms");
        assertFails("product p, LATERAL TABLE(DIFF('product', p.price, 2))", "cannot depend on a column");
    }

    private void assertFails(String from, String why) {
        assertThatThrownBy(() -> rows("SELECT * FROM " + from))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(why);
    }

    @Test
    void differentDatabasesAreNotCompared() throws SQLException {
        String other = "mem:diff-other-" + UUID.randomUUID();
        commit(other, "2025-01-01", product("W1", "Widget", 10));
        try (Connection both =
                DriverManager.getConnection("jdbc:cairn:?attach.shop=" + name + "&attach.other=" + other)) {
            assertThatThrownBy(() -> Jdbc.rows(both, "SELECT * FROM TABLE(DIFF('shop.product', 'other.product'))"))
                    .hasMessageContaining("different databases");
        }
    }
}
