package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cairndb.storage.Stores;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.NamedCommit;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.snapshot.Versions;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.sync.Sync;
import org.cairndb.storage.sync.SyncProgress;
import org.cairndb.writer.Branches;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.commit.FlushBounds;
import org.cairndb.writer.ingest.BulkColumn;
import org.cairndb.writer.ingest.BulkLoader;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.TxReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Branches and tags: their cost, their ids, what is refused, and how SQL reads them. */
class BranchesTest {
    private static final int PRODUCTS = 4_000;
    private static final WriterOptions SMALL_TAILS =
            WriterOptions.DEFAULT.flushBounds(new FlushBounds(1 << 20, 100_000, 3));

    private final String location = "mem:branches-" + UUID.randomUUID();
    private final Writer main = Writer.open(Location.parse(location), SMALL_TAILS);

    /** Transactions: 1 defines, 2 loads products 0 to 3,999 at price 1, 3 to 9 set the price of product 0 to 3 to 9. */
    BranchesTest() {
        try (BulkLoader load = main.bulkLoader()) {
            BulkColumn sku = load.column(AttributeSpec.builder("product/sku", ValueType.STRING)
                    .identity()
                    .build());
            BulkColumn price = load.column(
                    AttributeSpec.builder("product/price", ValueType.LONG).build());
            for (int i = 0; i < PRODUCTS; i++) {
                load.begin();
                sku.appendText("P" + i);
                price.appendLong(1);
            }
            load.commit();
        }
        for (long price = 3; price < 10; price++) {
            main.transact(Map.of("product/sku", "P0", "product/price", price));
        }
    }

    @AfterEach
    void everyHeadIsSound() {
        main.close();
        Soundness.requireAllSound(Location.parse(location));
    }

    @Test
    void aBranchOfALoadedDatabaseIsOneRequest() {
        RequestCounter counter = new RequestCounter();
        try (NodeStore store = Stores.open(Location.parse(location));
                Writer writer = Writer.open(store.countedBy(counter), Writer.MAIN_BRANCH, WriterOptions.DEFAULT)) {
            long before = counter.totals().requests();
            NamedCommit branch = writer.createBranch("feature");
            assertThat(counter.totals().requests() - before).isEqualTo(1);
            assertThat(branch.tx()).isEqualTo(9);
            writer.createTag("v1");
            assertThat(counter.totals().requests() - before).isEqualTo(2);
        }
    }

    @Test
    void aBranchBeginsAtAnyTransactionAndVersion() throws SQLException {
        for (long tx = 1; tx <= 9; tx++) {
            main.branches().create("at" + tx, main.snapshot().asOf(tx));
            assertThat(count("at" + tx)).isEqualTo(tx == 1 ? 0 : PRODUCTS);
            assertThat(prices("at" + tx)).isEqualTo(prices(Long.toString(tx)));
        }
        main.branches().create("before", Versions.resolve(main.snapshot(), "main~3"));
        assertThat(prices("before")).containsExactly(List.of(6L));
        try (Writer writer = Writer.open(Location.parse(location + "@at4"), SMALL_TAILS)) {
            for (long price = 100; price < 110; price++) {
                writer.transact(Map.of("product/sku", "P0", "product/price", price));
            }
            assertThat(writer.snapshot().tx()).isEqualTo(14);
        }
        assertThat(prices("at4")).containsExactly(List.of(109L));
        assertThat(prices("at4~3")).containsExactly(List.of(106L));
        assertThat(prices("at4~10")).containsExactly(List.of(4L));
        assertThat(prices("at4~11")).containsExactly(List.of(3L));
        assertThat(prices("main")).containsExactly(List.of(9L));
    }

    /** As few digits of a hash as name a commit; without a letter they would be a transaction. */
    private static String beginning(String hash) {
        int length = 8;
        while (hash.substring(0, length).chars().noneMatch(Character::isLetter)) {
            length++;
        }
        return hash.substring(0, length);
    }

    @Test
    void sqlReadsBranchesTagsAndCommits() throws SQLException {
        main.branches().createTag("v1", main.snapshot().asOf(6));
        main.createBranch("feature/x");
        try (Writer writer = Writer.open(Location.parse(location + "@feature/x"), SMALL_TAILS)) {
            TxReport report = writer.transact(Map.of("product/sku", "P0", "product/price", 70L));
            String hash = report.snapshot().head().hash().hex();
            assertThat(prices(beginning(hash))).containsExactly(List.of(70L));
            assertThat(prices(beginning(hash) + "~2")).containsExactly(List.of(8L));
            try (Connection connection = connect("feature/x")) {
                assertThat(SqlRows.of(connection, "SELECT price FROM product WHERE sku = 'P0'"))
                        .containsExactly(List.of(70L));
                writer.transact(Map.of("product/sku", "P0", "product/price", 71L));
                assertThat(SqlRows.of(connection, "SELECT price FROM product WHERE sku = 'P0'"))
                        .containsExactly(List.of(71L));
                assertThat(SqlRows.of(connection, "SELECT name, tx FROM branches ORDER BY name"))
                        .containsExactly(List.of("feature/x", 11L), List.of("main", 9L));
                assertThat(SqlRows.of(connection, "SELECT name, tx FROM tags")).containsExactly(List.of("v1", 6L));
            }
        }
        assertThat(prices("v1")).containsExactly(List.of(6L));
        assertThat(prices("v1~2")).containsExactly(List.of(4L));
        String old = main.branches().tags().get(0).hash().hex();
        assertThat(prices(beginning(old))).containsExactly(List.of(6L));
        String both = "jdbc:cairn:?attach.now=%s&attach.old=%s@v1".formatted(location, location);
        try (Connection connection = DriverManager.getConnection(both)) {
            assertThat(SqlRows.of(
                            connection,
                            "SELECT n.price, o.price FROM now.product n JOIN old.product o ON n._id = o._id"
                                    + " WHERE n.sku = 'P0'"))
                    .containsExactly(List.of(9L, 6L));
        }
    }

    @Test
    void branchesGiveIdsOfTheirOwn() throws SQLException {
        main.createBranch("a");
        main.createBranch("b");
        long onMain = create(main, "N0");
        try (Writer a = Writer.open(Location.parse(location + "@a"), SMALL_TAILS);
                Writer b = Writer.open(Location.parse(location + "@b"), SMALL_TAILS)) {
            long onA = create(a, "N1");
            long onB = create(b, "N1");
            assertThat(onMain).isEqualTo(PRODUCTS + 1);
            assertThat(onA).isGreaterThan(EntityIds.BRANCH_BASE).isNotEqualTo(onB);
            assertThat(onB).isGreaterThan(EntityIds.BRANCH_BASE).isLessThan(1L << 53);
            assertThat(create(a, "N2")).isEqualTo(onA + 1);
            a.transact(Operation.add(onA, "product/color", "red"), Operation.add(5L, "product/color", "blue"));
            b.transact(Operation.add(onB, "product/color", "red"));
            int colorOnA =
                    a.snapshot().schema().find("product/color").orElseThrow().id();
            int colorOnB =
                    b.snapshot().schema().find("product/color").orElseThrow().id();
            assertThat(colorOnA).isNotEqualTo(colorOnB);
            assertCode(ErrorCode.NO_SUCH_ENTITY, () -> a.transact(Operation.add(onMain, "product/price", 1L)));
            assertCode(ErrorCode.NO_SUCH_ENTITY, () -> a.transact(Operation.add(onB, "product/price", 1L)));
            try (BulkLoader load = a.bulkLoader()) {
                BulkColumn sku = load.column("product/sku");
                BulkColumn parent = load.column(
                        AttributeSpec.builder("product/parent", ValueType.REF).build());
                BulkColumn color = load.column("product/color");
                for (int i = 0; i < 1000; i++) {
                    load.begin();
                    sku.appendText("L" + i);
                    parent.appendLong(i % 2 == 0 ? onA : 7);
                    color.appendText("c" + i % 3);
                }
                load.commit();
            }
            assertThat(create(a, "N3")).isEqualTo(onA + 1002);
        }
        try (Connection connection = connect("a")) {
            assertThat(SqlRows.of(
                            connection, "SELECT COUNT(*), COUNT(color), MAX(_id) - MIN(_id) > 1000000 FROM product"))
                    .containsExactly(List.of(PRODUCTS + 1003L, 1002L, true));
            assertThat(SqlRows.of(
                            connection,
                            "SELECT p.sku, COUNT(*) FROM product p JOIN product l ON l.parent = p._id GROUP BY"
                                    + " p.sku ORDER BY 1"))
                    .containsExactly(List.of("N1", 500L), List.of("P6", 500L));
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        Branches branches = main.branches();
        main.createBranch("feature");
        main.createTag("v1");
        assertRefused("has a branch \"feature\" already", () -> main.createBranch("feature"));
        assertRefused("has a branch \"main\" already", () -> main.createBranch("main"));
        assertRefused("has a tag \"v1\" already", () -> main.createTag("v1"));
        assertRefused("such names are those of tags", () -> main.createBranch("tags/v2"));
        assertRefused("cannot be named \"main\"", () -> main.createTag("main"));
        assertRefused("cannot name a branch", () -> main.createBranch("7up"));
        assertRefused("main branch cannot be deleted", () -> branches.delete("main"));
        assertRefused("delete the tag \"v1\"", () -> branches.delete("tags/v1"));
        assertRefused("before the first transaction", () -> branches.create("zero", empty()));
        assertCode(ErrorCode.NO_SUCH_DATABASE, () -> branches.delete("nowhere"));
        assertCode(ErrorCode.NO_SUCH_DATABASE, () -> branches.deleteTag("nowhere"));
        assertCode(ErrorCode.READ_ONLY, () -> Writer.open(Location.parse(location + "@tags/v1"), SMALL_TAILS));
        assertCode(ErrorCode.READ_ONLY, () -> Writer.open(Location.parse(location + "@main~1"), SMALL_TAILS));
        assertThatThrownBy(() -> Writer.open(Location.parse(location + "@v1"), SMALL_TAILS))
                .hasMessageEndingWith(
                        "has no branch \"v1\"; its branches are \"feature\", \"main\"; \"v1\" is a tag, which nothing"
                                + " is committed to");
        assertThatThrownBy(() -> connect("nowhere")).hasMessageContaining("has no version \"nowhere\"");
        assertThatThrownBy(() -> connect("main~9")).hasMessageContaining("before the first transaction");
    }

    @Test
    void whatIsDeletedCanBeMadeAgain() {
        Branches branches = main.branches();
        main.createBranch("feature");
        main.createTag("v1");
        main.transact(Map.of("product/sku", "P0", "product/price", 50L));
        assertThat(branches.delete("feature").tx()).isEqualTo(9);
        assertThat(branches.deleteTag("v1").tx()).isEqualTo(9);
        assertThat(branches.list()).extracting(NamedCommit::name).containsExactly("main");
        assertThat(branches.tags()).isEmpty();
        assertThat(main.createBranch("feature").tx()).isEqualTo(10);
        assertThat(main.createTag("v1").tx()).isEqualTo(10);
    }

    @Test
    void syncCopiesBranchesAndTags() {
        main.branches().create("old", main.snapshot().asOf(4));
        main.branches().createTag("v1", main.snapshot().asOf(6));
        create(main, "N1");
        Location copy = Location.parse("mem:copy-" + UUID.randomUUID());
        try (NodeStore from = Stores.open(Location.parse(location));
                NodeStore to = Stores.open(copy)) {
            Sync.allBranches(from, to, SyncProgress.NONE);
            assertThat(NamedCommit.branches(to)).isEqualTo(NamedCommit.branches(from));
            assertThat(NamedCommit.tags(to)).isEqualTo(NamedCommit.tags(from));
            Soundness.requireAllSound(copy);
        }
    }

    private Snapshot empty() {
        try (Writer writer = Writer.open(Location.parse("mem:empty-" + UUID.randomUUID()), SMALL_TAILS)) {
            return writer.snapshot();
        }
    }

    private static long create(Writer writer, String sku) {
        return writer.transact(Map.of("db/id", "new", "product/sku", sku)).entity("new");
    }

    private Connection connect(String version) throws SQLException {
        return DriverManager.getConnection("jdbc:cairn:" + location + "@" + version);
    }

    private List<List<Object>> prices(String version) throws SQLException {
        try (Connection connection = connect(version)) {
            return SqlRows.of(connection, "SELECT price FROM product WHERE sku = 'P0'");
        }
    }

    private long count(String version) throws SQLException {
        try (Connection connection = connect(version)) {
            long counted = (Long) SqlRows.of(connection, "SELECT COUNT(*) FROM product")
                    .get(0)
                    .get(0);
            long seen = (Long) SqlRows.of(connection, "SELECT COUNT(*) FROM product WHERE price + 0 > 0")
                    .get(0)
                    .get(0);
            assertThat(counted).isEqualTo(seen);
            return counted;
        }
    }

    private static void assertRefused(String message, ThrowingCallable action) {
        assertCode(ErrorCode.OPTION_INVALID, action);
        assertThatThrownBy(action).hasMessageContaining(message);
    }

    private static void assertCode(ErrorCode code, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
