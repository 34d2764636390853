package org.cairndb.it.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cairndb.it.SharesJvm;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.NodeEntry;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.store.RequestTotals;
import org.cairndb.storage.store.StoreOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each call sends the requests that it should and counts what it sends. */
@SharesJvm
class S3RequestsIT {
    private static final String MAIN = "main";

    private FaultProxy proxy;
    private NodeStore store;

    @BeforeEach
    void open() {
        S3Server server = S3Server.shared(S3ServerKind.S3PROXY);
        proxy = FaultProxy.to(server.endpoint());
        store = S3Stores.open(
                server.newBucket(), S3Stores.options(server, proxy.endpoint()).with(StoreOption.HEDGE, "false"));
    }

    @AfterEach
    void close() {
        store.close();
        proxy.close();
    }

    @Test
    void openingAndClosingSendsNothing() {
        store.close();

        assertThat(proxy.log().exchanges()).isEmpty();
    }

    @Test
    void eachNodeIsOneGetAndOnePut() {
        List<StoredNode> nodes = nodes(10);
        RequestTotals put = count(counted -> counted.putNodes(nodes), Map.of("PUT", 10L));
        RequestTotals fetched = count(counted -> counted.fetchNodes(ids(nodes)), Map.of("GET", 10L));
        RequestTotals one = count(counted -> counted.fetchNode(nodes.get(0).id()), Map.of("GET", 1L));
        count(counted -> counted.fetchNode(StoredNode.of(text("x")).id()), Map.of("GET", 1L));
        count(counted -> counted.fetchNodes(List.of()), Map.of());
        count(counted -> counted.putNodes(List.of()), Map.of());

        assertThat(put.bytesWritten()).isEqualTo(10 * 6);
        assertThat(fetched.bytesRead()).isEqualTo(10 * 6);
        assertThat(one.bytesRead()).isEqualTo(6);
        assertThat(put.nanoDollars()).isEqualTo(10 * 5_000);
        assertThat(fetched.nanoDollars()).isEqualTo(10 * 400);
    }

    @Test
    void eachHeadReadIsOneGet() {
        HeadVersion one = create("one");

        RequestTotals found = count(counted -> counted.readHead(MAIN), Map.of("GET", 1L));
        RequestTotals unchanged = count(counted -> counted.readHead(MAIN, Optional.of(one)), Map.of("GET", 1L));
        assertThat(proxy.log().exchanges()).extracting(Exchange::status).containsExactly(304);
        count(counted -> counted.readHead("absent"), Map.of("GET", 1L));

        assertThat(found.bytesRead()).isEqualTo(3);
        assertThat(unchanged.bytesRead()).isZero();
    }

    @Test
    void eachSwapIsOnePut() {
        HeadVersion one = create("one");

        RequestTotals won = count(counted -> counted.swapHead(MAIN, Optional.of(one), text("two")), Map.of("PUT", 1L));
        count(counted -> counted.swapHead(MAIN, Optional.of(one), text("three")), Map.of("PUT", 1L));
        count(counted -> counted.swapHead("absent", Optional.of(one), text("three")), Map.of("PUT", 1L));

        assertThat(won.bytesWritten()).isEqualTo(3);
    }

    @Test
    void aBranchThatWasDeletedIsCreatedAgainByThreeRequests() {
        HeadVersion one = create("one");

        count(counted -> counted.deleteHead(MAIN, one), Map.of("PUT", 1L));
        count(counted -> counted.deleteHead(MAIN, one), Map.of("PUT", 1L));
        assertThat(store.readHead(MAIN, Optional.of(one))).isEqualTo(new HeadRead.Missing());
        count(counted -> counted.swapHead(MAIN, Optional.empty(), text("two")), Map.of("PUT", 2L, "GET", 1L));
        count(counted -> counted.swapHead(MAIN, Optional.empty(), text("six")), Map.of("PUT", 1L, "GET", 1L));
        assertThat(store.readHead(MAIN))
                .isInstanceOfSatisfying(
                        HeadRead.Found.class, found -> assertThat(found.bytes()).isEqualTo(text("two")));
    }

    @Test
    void eachPageIsOneListAndPagesAreReadWhenWanted() {
        List<StoredNode> nodes = nodes(1_100);
        store.putNodes(nodes);

        RequestTotals all = count(
                counted -> {
                    try (Stream<NodeEntry> entries = counted.listNodes()) {
                        assertThat(entries).hasSize(1_100);
                    }
                },
                Map.of("GET", 2L));
        RequestTotals first = count(
                counted -> {
                    try (Stream<NodeEntry> entries = counted.listNodes()) {
                        assertThat(entries.findFirst()).isPresent();
                    }
                },
                Map.of("GET", 1L));
        RequestTotals heads = count(NodeStore::listHeads, Map.of("GET", 1L));

        assertThat(all.lists()).isEqualTo(2);
        assertThat(first.lists()).isEqualTo(1);
        assertThat(heads.lists()).isEqualTo(1);
        assertThat(all.nanoDollars()).isEqualTo(10_000);
    }

    @Test
    void aThousandNodesAreOneDeletion() {
        List<StoredNode> nodes = nodes(1_100);
        store.putNodes(nodes);

        RequestTotals deleted = count(counted -> counted.deleteNodes(ids(nodes)), Map.of("POST", 2L));
        count(counted -> counted.deleteNodes(List.of()), Map.of());
        count(counted -> counted.deleteNodes(ids(nodes(1))), Map.of("DELETE", 1L));

        assertThat(deleted.deletes()).isEqualTo(2);
        assertThat(deleted.nanoDollars()).isZero();
        assertThat(store.listNodes()).isEmpty();
    }

    @Test
    void aViewMayBeClosedAndCountedAgain() {
        var outer = new RequestCounter();
        var inner = new RequestCounter();
        NodeStore view = store.countedBy(outer);
        view.close();
        view.countedBy(inner).listHeads();
        view.listHeads();

        assertThat(inner.totals().lists()).isEqualTo(1);
        assertThat(outer.totals().lists()).isEqualTo(1);
    }

    private interface Call {
        void on(NodeStore counted);
    }

    private RequestTotals count(Call call, Map<String, Long> expected) {
        proxy.log().reset();
        var counter = new RequestCounter();
        call.on(store.countedBy(counter));
        assertThat(proxy.log().counts()).isEqualTo(expected);
        assertThat(counter.totals().requests())
                .isEqualTo(expected.values().stream().mapToLong(i -> i).sum());
        return counter.totals();
    }

    private HeadVersion create(String content) {
        return ((HeadSwap.Swapped) store.swapHead(MAIN, Optional.empty(), text(content))).version();
    }

    private static List<StoredNode> nodes(int count) {
        return IntStream.range(100_000, 100_000 + count)
                .mapToObj(i -> StoredNode.of(text(Integer.toString(i))))
                .toList();
    }

    private static List<NodeId> ids(List<StoredNode> nodes) {
        return nodes.stream().map(StoredNode::id).toList();
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(UTF_8));
    }
}
