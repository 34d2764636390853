package org.cairndb.it.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cairndb.it.SharesJvm;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.NodeEntry;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.store.StoreAddress;
import org.cairndb.storage.store.StoreOption;
import org.cairndb.storage.store.jdbc.JdbcNodeStore;
import org.cairndb.storage.testing.NodeStoreContract;
import org.junit.jupiter.api.Test;

@SharesJvm
class PostgresContractIT extends NodeStoreContract {
    private static final StoredNode NODE = StoredNode.of(text("a node"));

    private final String database = PostgresServer.newDatabase();

    @Override
    protected NodeStore open() {
        return JdbcNodeStore.open(address());
    }

    private StoreAddress.PostgreSql address() {
        return PostgresServer.address(database);
    }

    @Test
    void namesAreDifferentDatabasesInTheSameTables() {
        StoreAddress.PostgreSql other = PostgresServer.address(
                PostgresServer.port(), database, address().options().with(StoreOption.NAME, "other"));
        store().putNodes(List.of(NODE));
        store().swapHead("main", Optional.empty(), text("head"));
        try (NodeStore stranger = JdbcNodeStore.open(other)) {
            assertThat(stranger.fetchNode(NODE.id())).isInstanceOf(Fetch.Missing.class);
            assertThat(stranger.listHeads()).isEmpty();
            stranger.deleteNodes(List.of(NODE.id()));
        }
        assertThat(store().fetchNode(NODE.id())).isInstanceOf(Fetch.Found.class);
    }

    @Test
    void readersAndLostSwapsCreateNothing() {
        store().readHead("main");
        store().fetchNode(NODE.id());
        store().swapHead("main", Optional.of(new HeadVersion("x")), text("head"));
        store().deleteHead("main", new HeadVersion("x"));
        store().deleteNodes(List.of(NODE.id()));

        PostgresServer.execute(database, "CREATE TABLE cairn_node (x int)", "CREATE TABLE cairn_head (x int)");
    }

    @Test
    void puttingAgainMakesYoungAndMendsDamagedBytes() {
        store().putNodes(List.of(NODE));
        PostgresServer.execute(database, "UPDATE cairn_node SET bytes = 'x', stored_at = '2001-01-01Z'");
        assertThat(storedAt()).isEqualTo(Instant.parse("2001-01-01T00:00:00Z"));

        store().putNodes(List.of(NODE));

        assertThat(storedAt()).isAfter(Instant.parse("2001-01-02T00:00:00Z"));
        assertThat(store().fetchNode(NODE.id())).isEqualTo(new Fetch.Found(NODE.bytes()));
    }

    private Instant storedAt() {
        try (Stream<NodeEntry> nodes = store().listNodes()) {
            return nodes.findFirst().orElseThrow().storedAt();
        }
    }

    @Test
    void aHugeRowIsCorruptAndNotTransferred() {
        store().putNodes(List.of(NODE));
        store().swapHead("main", Optional.empty(), text("head"));
        String huge = "SET bytes = convert_to(repeat('x', 17000000), 'UTF8')";
        PostgresServer.execute(database, "UPDATE cairn_node " + huge, "UPDATE cairn_head " + huge);

        assertThatThrownBy(() -> store().fetchNode(NODE.id()))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NODE_CORRUPT));
        assertThatThrownBy(() -> store().readHead("main"))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.HEAD_CORRUPT));
    }

    @Test
    void aStatementIsARequestHoweverManyNodesItReads() {
        List<StoredNode> nodes = new ArrayList<>();
        IntStream.range(0, 100).forEach(i -> nodes.add(StoredNode.of(text("node " + i))));
        store().putNodes(List.of(NODE));
        RequestCounter counter = new RequestCounter();
        NodeStore counted = store().countedBy(counter);

        counted.putNodes(nodes);
        counted.fetchNodes(nodes.stream().map(StoredNode::id).toList());
        counted.readHead("main");
        counted.close();

        assertThat(counter.totals().puts()).isEqualTo(1);
        assertThat(counter.totals().gets()).isEqualTo(2);
        assertThat(counter.totals().bytesRead()).isEqualTo(counter.totals().bytesWritten());
        assertThat(store().listHeads()).isEmpty();
    }

    @Test
    void manyPagesAreListed() {
        List<StoredNode> nodes = new ArrayList<>();
        IntStream.range(0, 2500).forEach(i -> nodes.add(StoredNode.of(text("node " + i))));
        store().putNodes(nodes);

        try (Stream<NodeEntry> listed = store().listNodes()) {
            assertThat(listed.map(NodeEntry::id).distinct()).hasSize(nodes.size());
        }
    }

    @Test
    void connectionsThatTheServerCutAreReplaced() {
        store().swapHead("main", Optional.empty(), text("head"));
        HeadRead before = store().readHead("main");
        PostgresServer.execute(
                database,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cairn' AND datname = '%s'"
                        .formatted(database));

        assertThat(store().readHead("main")).isEqualTo(before);
    }

    @Test
    void aSwapAfterTheServerCutTheConnectionIsMadeOnceOrItsOutcomeIsUnknown() {
        store().swapHead("main", Optional.empty(), text("one"));
        HeadRead.Found one = (HeadRead.Found) store().readHead("main");
        PostgresServer.execute(
                database,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'cairn' AND datname = '%s'"
                        .formatted(database));
        HeadRead expected;
        try {
            HeadSwap swap = store().swapHead("main", Optional.of(one.version()), text("two"));
            expected = new HeadRead.Found(text("two"), ((HeadSwap.Swapped) swap).version());
        } catch (CairnException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
            expected = one;
        }

        assertThat(store().readHead("main")).isEqualTo(expected);
    }
}
