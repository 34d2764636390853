package org.cairndb.storage.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.NodeEntry;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.ObjectLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does; each implementation extends this and nothing else defines store behaviour. */
public abstract class NodeStoreContract {
    private static final String MAIN = "main";
    private static final int RACING_THREADS = 16;

    private NodeStore store;

    /** Opens the store of this test, empty at the first call; later calls give further handles to the same database. */
    protected abstract NodeStore open() throws Exception;

    /** How many swaps each racing thread makes; slow stores may lower it. */
    protected int swapsPerThread() {
        return 20;
    }

    /** The store under test. */
    protected final NodeStore store() {
        return store;
    }

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void anEmptyStoreHasNothing() {
        NodeId id = node("a").id();

        assertThat(store.fetchNode(id)).isEqualTo(new Fetch.Missing(id));
        assertThat(store.readHead(MAIN)).isEqualTo(new HeadRead.Missing());
        assertThat(store.listHeads()).isEmpty();
        assertThat(nodes()).isEmpty();
    }

    @Test
    void aNodeIsFetchedAsItWasPut() {
        StoredNode node = node("a");
        store.putNodes(List.of(node));

        assertThat(store.fetchNode(node.id())).isEqualTo(new Fetch.Found(node.bytes()));
    }

    @Test
    void manyNodesAreFetchedInTheOrderAsked() {
        List<StoredNode> put = nodes(100);
        store.putNodes(put);
        NodeId absent = node("absent").id();
        var ids = new ArrayList<>(put.stream().map(StoredNode::id).toList());
        ids.add(50, absent);

        List<Fetch> fetched = store.fetchNodes(ids);

        var expected = new ArrayList<Fetch>();
        put.forEach(node -> expected.add(new Fetch.Found(node.bytes())));
        expected.add(50, new Fetch.Missing(absent));
        assertThat(fetched).isEqualTo(expected);
    }

    @Test
    void puttingNothingIsHarmless() {
        store.putNodes(List.of());

        assertThat(nodes()).isEmpty();
    }

    @Test
    void puttingANodeAgainKeepsIt() {
        StoredNode node = node("a");
        store.putNodes(List.of(node));
        store.putNodes(List.of(node, node));

        assertThat(store.fetchNode(node.id())).isEqualTo(new Fetch.Found(node.bytes()));
        assertThat(nodes()).extracting(NodeEntry::id).containsExactly(node.id());
    }

    @Test
    void emptyAndLargeNodesAreStored() {
        var large = new byte[ObjectLimits.MAX_BYTES];
        new Random(1).nextBytes(large);
        List<StoredNode> put = List.of(StoredNode.of(Bytes.EMPTY), StoredNode.of(Bytes.wrap(large)));
        store.putNodes(put);

        for (StoredNode node : put) {
            assertThat(store.fetchNode(node.id())).isEqualTo(new Fetch.Found(node.bytes()));
        }
    }

    @Test
    void anObjectOverTheLimitIsRefused() {
        Bytes tooLarge = Bytes.wrap(new byte[ObjectLimits.MAX_BYTES + 1]);
        StoredNode node = StoredNode.of(tooLarge);

        assertFails(ErrorCode.INTERNAL, () -> store.putNodes(List.of(node("a"), node)));
        assertFails(ErrorCode.INTERNAL, () -> store.swapHead(MAIN, Optional.empty(), tooLarge));

        assertThat(store.fetchNode(node.id())).isEqualTo(new Fetch.Missing(node.id()));
        assertThat(store.readHead(MAIN)).isEqualTo(new HeadRead.Missing());
    }

    @Test
    void allNodesAreListedWithTheirSizes() {
        List<StoredNode> put = nodes(300);
        store.putNodes(put);

        assertThat(nodes()).extracting(NodeEntry::id).containsExactlyInAnyOrderElementsOf(ids(put));
        assertThat(nodes()).extracting(NodeEntry::sizeInBytes).containsOnly((long)
                put.get(0).bytes().length());
    }

    @Test
    void deletedNodesAreGoneAndMayBeDeletedAgain() {
        List<StoredNode> put = nodes(20);
        store.putNodes(put);
        List<NodeId> deleted = ids(put.subList(0, 10));
        store.deleteNodes(deleted);
        store.deleteNodes(deleted);
        store.deleteNodes(List.of());

        assertThat(nodes()).extracting(NodeEntry::id).containsExactlyInAnyOrderElementsOf(ids(put.subList(10, 20)));
        assertThat(store.fetchNode(deleted.get(0))).isInstanceOf(Fetch.Missing.class);
    }

    @Test
    void aHeadIsCreatedOnlyOnce() {
        HeadVersion version = create(MAIN, "one");

        assertThat(store.swapHead(MAIN, Optional.empty(), text("two"))).isEqualTo(new HeadSwap.Lost());
        assertThat(store.readHead(MAIN)).isEqualTo(new HeadRead.Found(text("one"), version));
    }

    @Test
    void aHeadIsReplacedOnlyFromTheExpectedVersion() {
        HeadVersion one = create(MAIN, "one");
        HeadVersion two = swap(MAIN, one, "two");

        assertThat(two).isNotEqualTo(one);
        assertThat(store.swapHead(MAIN, Optional.of(one), text("three"))).isEqualTo(new HeadSwap.Lost());
        assertThat(store.readHead(MAIN)).isEqualTo(new HeadRead.Found(text("two"), two));
    }

    @Test
    void aMissingHeadIsNotReplaced() {
        HeadVersion elsewhere = create("other", "one");

        assertThat(store.swapHead(MAIN, Optional.of(elsewhere), text("two"))).isEqualTo(new HeadSwap.Lost());
        assertThat(store.readHead(MAIN)).isEqualTo(new HeadRead.Missing());
    }

    @Test
    void anUnchangedHeadIsReadAsSuch() {
        HeadVersion one = create(MAIN, "one");
        assertThat(store.readHead(MAIN, Optional.of(one))).isEqualTo(new HeadRead.Unchanged());
        assertThat(store.readHead(MAIN, Optional.of(one))).isEqualTo(new HeadRead.Unchanged());

        HeadVersion two = swap(MAIN, one, "two");
        assertThat(store.readHead(MAIN, Optional.of(one))).isEqualTo(new HeadRead.Found(text("two"), two));
        assertThat(store.readHead(MAIN, Optional.of(two))).isEqualTo(new HeadRead.Unchanged());
    }

    @Test
    void aKnownHeadThatWasDeletedIsMissing() {
        HeadVersion one = create(MAIN, "one");
        assertThat(store.deleteHead(MAIN, one)).isTrue();

        assertThat(store.readHead(MAIN, Optional.of(one))).isEqualTo(new HeadRead.Missing());
        assertThat(store.listHeads()).isEmpty();
    }

    @Test
    void aHeadIsDeletedOnlyAtTheExpectedVersion() {
        HeadVersion one = create(MAIN, "one");
        HeadVersion two = swap(MAIN, one, "two");

        assertThat(store.deleteHead(MAIN, one)).isFalse();
        assertThat(store.deleteHead("absent", one)).isFalse();
        assertThat(store.readHead(MAIN)).isEqualTo(new HeadRead.Found(text("two"), two));
    }

    @Test
    void aDeletedHeadCanBeCreatedAgain() {
        assertThat(store.deleteHead(MAIN, create(MAIN, "one"))).isTrue();
        HeadVersion two = create(MAIN, "two");

        assertThat(store.readHead(MAIN)).isEqualTo(new HeadRead.Found(text("two"), two));
    }

    @Test
    void headsAreListedByName() {
        List.of("main", "a/b", "a", "_x", "Z-1.2").forEach(branch -> create(branch, branch));

        assertThat(store.listHeads()).containsExactly("Z-1.2", "_x", "a", "a/b", "main");
        assertThat(store.readHead("a/b"))
                .isInstanceOfSatisfying(
                        HeadRead.Found.class, found -> assertThat(found.bytes()).isEqualTo(text("a/b")));
    }

    @Test
    void namesThatAreNoBranchesAreRefused() {
        String hash = node("a").id().hex();
        for (String name :
                List.of("", "../x", "a/../b", "/a", "a/", "a//b", ".a", "a/.b", "a~b", "a\\b", "1", "a b", hash)) {
            assertFails(ErrorCode.OPTION_INVALID, () -> store.readHead(name));
            assertFails(ErrorCode.OPTION_INVALID, () -> store.swapHead(name, Optional.empty(), text("x")));
            assertFails(ErrorCode.OPTION_INVALID, () -> store.deleteHead(name, new HeadVersion("x")));
        }
    }

    @Test
    void anotherHandleSeesTheSameDatabase() throws Exception {
        StoredNode node = node("a");
        try (NodeStore other = open()) {
            store.putNodes(List.of(node));
            HeadVersion one = create(MAIN, "one");

            assertThat(other.fetchNode(node.id())).isEqualTo(new Fetch.Found(node.bytes()));
            assertThat(other.readHead(MAIN)).isEqualTo(new HeadRead.Found(text("one"), one));
            assertThat(other.swapHead(MAIN, Optional.of(one), text("two"))).isInstanceOf(HeadSwap.Swapped.class);
            assertThat(store.swapHead(MAIN, Optional.of(one), text("three"))).isEqualTo(new HeadSwap.Lost());
        }
        assertThat(store.fetchNode(node.id())).isInstanceOf(Fetch.Found.class);
    }

    @Test
    void everyChangeOfAPolledHeadIsSeen() throws Exception {
        HeadVersion version = create(MAIN, "0");
        try (NodeStore poller = open()) {
            for (int i = 1; i <= 50; i++) {
                HeadVersion before = version;
                assertThat(poller.readHead(MAIN, Optional.of(before))).isEqualTo(new HeadRead.Unchanged());
                version = swap(MAIN, before, "value " + (i % 10) + " of " + i);
                assertThat(poller.readHead(MAIN, Optional.of(before))).isInstanceOf(HeadRead.Found.class);
            }
        }
    }

    @Test
    void racingSwapsLoseNothing() throws Exception {
        create(MAIN, "0");
        List<Integer> own = race(thread -> {
            int won = 0;
            while (won < swapsPerThread()) {
                HeadRead.Found head = (HeadRead.Found) store.readHead(MAIN);
                Bytes next = text(asText(head.bytes()) + "," + thread);
                if (store.swapHead(MAIN, Optional.of(head.version()), next) instanceof HeadSwap.Swapped) {
                    won++;
                }
            }
            return won;
        });

        assertThat(own).containsOnly(swapsPerThread());
        String[] log = asText(((HeadRead.Found) store.readHead(MAIN)).bytes()).split(",");
        assertThat(log).hasSize(1 + RACING_THREADS * swapsPerThread());
        for (int thread = 0; thread < RACING_THREADS; thread++) {
            String name = Integer.toString(thread);
            assertThat(Stream.of(log).skip(1).filter(name::equals)).hasSize(swapsPerThread());
        }
    }

    @Test
    void ofManyCreatorsOneWins() throws Exception {
        List<HeadSwap> swaps = race(thread -> store.swapHead(MAIN, Optional.empty(), text("from " + thread)));

        assertThat(swaps).filteredOn(HeadSwap.Swapped.class::isInstance).hasSize(1);
        HeadRead.Found head = (HeadRead.Found) store.readHead(MAIN);
        assertThat(swaps).contains(new HeadSwap.Swapped(head.version()));
    }

    @Test
    void threadsPutTheSameNodesAtOnce() throws Exception {
        List<StoredNode> put = nodes(40);
        race(thread -> {
            store.putNodes(put);
            return store.fetchNodes(ids(put));
        });

        assertThat(store.fetchNodes(ids(put))).allMatch(Fetch.Found.class::isInstance);
        assertThat(nodes()).hasSize(put.size());
    }

    @Test
    void aClosedStoreRefusesEverything() throws Exception {
        NodeStore closed = open();
        closed.close();
        closed.close();
        StoredNode node = node("a");

        assertFails(ErrorCode.CLOSED, () -> closed.fetchNode(node.id()));
        assertFails(ErrorCode.CLOSED, () -> closed.putNodes(List.of(node)));
        assertFails(ErrorCode.CLOSED, () -> closed.readHead(MAIN));
        assertFails(ErrorCode.CLOSED, () -> closed.swapHead(MAIN, Optional.empty(), text("x")));
        assertFails(ErrorCode.CLOSED, closed::listHeads);
        assertFails(ErrorCode.CLOSED, closed::listNodes);
        assertFails(ErrorCode.CLOSED, () -> closed.deleteNodes(List.of(node.id())));
    }

    /** The text as bytes. */
    protected static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(UTF_8));
    }

    private static String asText(Bytes bytes) {
        return new String(bytes.unsafeArray(), UTF_8);
    }

    private static StoredNode node(String content) {
        return StoredNode.of(text(content));
    }

    private static List<StoredNode> nodes(int count) {
        return Stream.iterate(100_000, i -> i + 1)
                .limit(count)
                .map(i -> node("node " + i))
                .toList();
    }

    private static List<NodeId> ids(List<StoredNode> nodes) {
        return nodes.stream().map(StoredNode::id).toList();
    }

    private List<NodeEntry> nodes() {
        try (Stream<NodeEntry> entries = store.listNodes()) {
            return entries.toList();
        }
    }

    private HeadVersion create(String branch, String content) {
        return version(store.swapHead(branch, Optional.empty(), text(content)));
    }

    private HeadVersion swap(String branch, HeadVersion expected, String content) {
        return version(store.swapHead(branch, Optional.of(expected), text(content)));
    }

    private static HeadVersion version(HeadSwap swap) {
        assertThat(swap).isInstanceOf(HeadSwap.Swapped.class);
        return ((HeadSwap.Swapped) swap).version();
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private interface Racer<T> {
        T run(int thread) throws Exception;
    }

    private static <T> List<T> race(Racer<T> racer) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(RACING_THREADS);
        try {
            var start = new CyclicBarrier(RACING_THREADS);
            var running = new ArrayList<Future<T>>();
            for (int i = 0; i < RACING_THREADS; i++) {
                int thread = i;
                running.add(threads.submit(() -> {
                    start.await();
                    return racer.run(thread);
                }));
            }
            var results = new ArrayList<T>();
            for (Future<T> future : running) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
