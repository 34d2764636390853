package org.cairndb.storage.store.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.store.memory.MemoryNodeStore;
import org.cairndb.storage.testing.CountingStore;
import org.cairndb.storage.testing.FaultInjectingStore;
import org.cairndb.storage.testing.FaultInjectingStore.Fault;
import org.cairndb.storage.testing.FaultInjectingStore.Operation;
import org.cairndb.storage.testing.NodeStoreContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TieredNodeStoreTest extends NodeStoreContract {
    private final MemoryNodeStore.Contents contents = new MemoryNodeStore.Contents();

    @TempDir
    private Path temp;

    @Override
    protected NodeStore open() {
        return new TieredNodeStore(memory(), cache());
    }

    @Override
    protected int swapsPerThread() {
        return 200;
    }

    private NodeStore memory() {
        return MemoryNodeStore.open("mem:test", contents);
    }

    private DiskCache cache() {
        return DiskCache.open(temp.resolve("cache"), 1 << 20);
    }

    private static List<StoredNode> nodes(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> StoredNode.of(text("node " + i)))
                .toList();
    }

    private static List<NodeId> ids(List<StoredNode> nodes) {
        return nodes.stream().map(StoredNode::id).toList();
    }

    @Test
    void aNodeIsFetchedFromTheStoreOnce() {
        memory().putNodes(nodes(0, 10));
        CountingStore far = new CountingStore(memory());
        try (NodeStore tiered = new TieredNodeStore(far, cache())) {
            tiered.fetchNode(nodes(0, 1).get(0).id());
        }
        assertThat(far.counts().nodesFetched()).isEqualTo(1);

        try (NodeStore tiered = new TieredNodeStore(far, cache())) {
            assertThat(tiered.fetchNode(nodes(0, 1).get(0).id())).isEqualTo(new Fetch.Found(text("node 0")));
        }
        assertThat(far.counts().nodesFetched()).isEqualTo(1);
    }

    @Test
    void whatTheTierLacksIsFetchedInOneCall() {
        memory().putNodes(nodes(0, 10));
        DiskCache cache = cache();
        cache.keep(nodes(2, 5));
        cache.flush();
        CountingStore far = new CountingStore(memory());
        RequestCounter counter = new RequestCounter();
        try (NodeStore tiered = new TieredNodeStore(far, cache)) {
            List<Fetch> fetched = tiered.countedBy(counter).fetchNodes(ids(nodes(0, 11)));

            assertThat(fetched.subList(0, 10))
                    .isEqualTo(nodes(0, 10).stream()
                            .map(node -> new Fetch.Found(node.bytes()))
                            .toList());
            assertThat(fetched.get(10)).isInstanceOf(Fetch.Missing.class);
        }
        assertThat(far.counts().fetchWaves()).isEqualTo(1);
        assertThat(far.counts().nodesFetched()).isEqualTo(8);
        assertThat(counter.totals().gets()).isEqualTo(8);
        assertThat(counter.totals().diskHits()).isEqualTo(3);
        assertThat(counter.totals().diskBytes()).isEqualTo(3L * "node 2".length());
    }

    @Test
    void whatAWriterPutsIsKept() {
        CountingStore far = new CountingStore(memory());
        try (NodeStore tiered = new TieredNodeStore(far, cache())) {
            tiered.putNodes(nodes(0, 3));
        }
        try (NodeStore tiered = new TieredNodeStore(far, cache())) {
            assertThat(tiered.fetchNodes(ids(nodes(0, 3)))).allMatch(Fetch.Found.class::isInstance);
        }
        assertThat(far.counts().nodesFetched()).isZero();
        assertThat(far.counts().nodesPut()).isEqualTo(3);
    }

    @Test
    void damagedBytesOfTheStoreAreNeverKept() {
        memory().putNodes(nodes(0, 1));
        NodeId id = nodes(0, 1).get(0).id();
        DiskCache cache = cache();
        FaultInjectingStore far = new FaultInjectingStore(memory(), 1).failNext(Operation.FETCH, Fault.FLIP_BIT);
        try (NodeStore tiered = new TieredNodeStore(far, cache)) {
            assertThat(tiered.fetchNode(id)).isNotEqualTo(new Fetch.Found(text("node 0")));
            cache.flush();
            assertThat(cache.find(List.of(id))).containsExactly(new Fetch.Missing(id));
            assertThat(tiered.fetchNode(id)).isEqualTo(new Fetch.Found(text("node 0")));
        }
    }

    @Test
    void aCountingViewLeavesTheStoreOpen() {
        store().countedBy(new RequestCounter()).close();

        assertThat(store().listHeads()).isEmpty();
    }

    @Test
    void aReplicaAnswersFirst() {
        memory().putNodes(nodes(0, 4));
        CountingStore far = new CountingStore(memory());
        MemoryNodeStore replica = MemoryNodeStore.anonymous();
        replica.putNodes(nodes(0, 2));
        try (NodeStore tiered = new TieredNodeStore(far, new ReplicaTier(replica))) {
            assertThat(tiered.fetchNodes(ids(nodes(0, 4)))).allMatch(Fetch.Found.class::isInstance);
            tiered.swapHead("main", Optional.empty(), Bytes.EMPTY);
        }
        assertThat(far.counts().nodesFetched()).isEqualTo(2);
        assertThat(replica.listHeads()).isEmpty();
    }

    @Test
    void aBrokenReplicaIsPassedOver() {
        memory().putNodes(nodes(0, 2));
        MemoryNodeStore near = MemoryNodeStore.anonymous();
        near.putNodes(nodes(0, 2));
        FaultInjectingStore replica = new FaultInjectingStore(near, 1)
                .failNext(Operation.FETCH, Fault.FAIL_BEFORE)
                .failNext(Operation.FETCH, Fault.CUT);
        try (NodeStore tiered = new TieredNodeStore(memory(), new ReplicaTier(replica))) {
            for (int i = 0; i < 3; i++) {
                assertThat(tiered.fetchNodes(ids(nodes(0, 1)))).containsExactly(new Fetch.Found(text("node 0")));
            }
        }
        assertThat(replica.injected()).isEqualTo(2);
    }
}
