package org.cairndb.storage.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairndb.storage.sync.Branches.MAIN;
import static org.cairndb.storage.sync.Branches.commit;
import static org.cairndb.storage.sync.Branches.flush;
import static org.cairndb.storage.sync.Branches.names;
import static org.cairndb.storage.sync.Branches.open;
import static org.cairndb.storage.sync.Branches.verifyCopy;
import static org.cairndb.storage.sync.Branches.verifySound;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.BranchNode;
import org.cairndb.storage.node.Child;
import org.cairndb.storage.node.NodeCodec;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.snapshot.Head;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.ForwardingNodeStore;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.NodeEntry;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.memory.MemoryNodeStore;
import org.cairndb.storage.testing.CountingStore;
import org.cairndb.storage.testing.FaultInjectingStore;
import org.cairndb.storage.testing.FaultInjectingStore.Fault;
import org.cairndb.storage.testing.FaultInjectingStore.Operation;
import org.junit.jupiter.api.Test;

class SyncTest {
    private static final CopyLimits SMALL = new CopyLimits(2, 3, 1 << 20, 1 << 10, 8, Duration.ofHours(1));

    private final CountingStore a = new CountingStore(MemoryNodeStore.anonymous());
    private final CountingStore b = new CountingStore(MemoryNodeStore.anonymous());

    private static SyncReport sync(NodeStore source, NodeStore destination) {
        return Sync.branch(source, destination, MAIN, SyncProgress.NONE);
    }

    private static SyncReport smallSync(NodeStore source, NodeStore destination) {
        return new Sync(source, destination, SyncProgress.NONE, SMALL).branch(MAIN);
    }

    /** Three flushed transactions in trees of several leaves. */
    private static void writeThings(NodeStore store) {
        for (int tx = 1; tx <= 3; tx++) {
            commit(store, names(tx, tx * 20_000L - 19_999, tx * 20_000L + 1));
            flush(store);
        }
    }

    private static long nodesOf(NodeStore store) {
        try (Stream<NodeEntry> nodes = store.listNodes()) {
            return nodes.count();
        }
    }

    private void reset() {
        a.reset();
        b.reset();
    }

    @Test
    void aDatabaseIsCopiedWithItsPast() {
        writeThings(a);
        commit(a, names(4, 70_000, 70_003));
        reset();

        SyncReport report = sync(a, b);

        assertThat(report.fromTx()).isEmpty();
        assertThat(report.toTx()).isEqualTo(4);
        assertThat(report.changed()).isTrue();
        assertThat(report.nodesCopied())
                .isEqualTo(nodesOf(b))
                .isEqualTo(b.counts().nodesPut());
        assertThat(a.counts().nodesFetched()).isEqualTo(report.nodesCopied());
        assertThat(report.source().gets()).isEqualTo(report.nodesCopied() + 1);
        assertThat(report.destination().puts()).isEqualTo(report.nodesCopied() + 1);
        assertThat(report.bytesCopied()).isEqualTo(report.destination().bytesWritten());
        verifyCopy(a, b, MAIN);
    }

    @Test
    void theHeadIsTheSameButForItsNonce() {
        writeThings(a);
        sync(a, b);

        Bytes original = ((HeadRead.Found) a.readHead(MAIN)).bytes();
        Bytes copy = ((HeadRead.Found) b.readHead(MAIN)).bytes();
        assertThat(copy).isNotEqualTo(original);
        assertThat(Head.withNonce(copy, original.slice(16, 32))).isEqualTo(original);
    }

    @Test
    void nothingIsDoneTwice() {
        writeThings(a);
        sync(a, b);
        reset();

        SyncReport report = sync(a, b);

        assertThat(report.changed()).isFalse();
        assertThat(report.fromTx()).isEqualTo(OptionalLong.of(3));
        assertThat(report.bytesCopied()).isZero();
        assertThat(report.source().requests()).isEqualTo(1);
        assertThat(report.destination().requests()).isEqualTo(1);
    }

    @Test
    void aSmallCommitTransfersTheHeadAlone() {
        writeThings(a);
        sync(a, b);
        commit(a, names(4, 70_000, 70_005));
        reset();

        SyncReport report = sync(a, b);

        assertThat(report.source().requests()).isEqualTo(1);
        assertThat(report.destination().requests()).isEqualTo(2);
        assertThat(report.destination().bytesWritten())
                .isEqualTo(report.source().bytesRead());
        assertThat(open(b).tx()).isEqualTo(4);
    }

    @Test
    void aFlushTransfersTheChangedNodes() {
        writeThings(a);
        commit(a, names(4, 70_000, 70_005));
        sync(a, b);
        commit(a, names(5, 70_005, 70_010));
        List<StoredNode> written = flush(a);
        long changed = written.stream().mapToLong(node -> node.bytes().length()).sum();
        reset();

        SyncReport report = sync(a, b);

        assertThat(b.counts().nodesPut()).isEqualTo(written.size());
        assertThat(b.counts().bytesPut()).isEqualTo(changed);
        assertThat(a.counts().bytesFetched() + b.counts().bytesFetched()).isLessThanOrEqualTo(2 * changed);
        assertThat(report.destination().lists()).isZero();
        verifyCopy(a, b, MAIN);
    }

    @Test
    void aCopyIsCopiedAndComesBack() {
        NodeStore c = MemoryNodeStore.anonymous();
        writeThings(a);
        sync(a, b);
        sync(b, c);
        commit(c, names(4, 70_000, 70_005));
        flush(c);
        commit(c, names(5, 70_005, 70_010));
        sync(c, b);
        sync(b, a);
        sync(c, a);
        verifyCopy(c, a, MAIN);
        verifyCopy(c, b, MAIN);
        commit(a, names(6, 70_010, 70_015));
        sync(a, b);
        sync(b, c);
        verifyCopy(a, c, MAIN);
    }

    @Test
    void aDestinationThatIsAheadIsRefused() {
        writeThings(a);
        sync(a, b);
        commit(b, names(4, 70_000, 70_005));
        flush(b);
        commit(b, names(5, 70_005, 70_010));

        assertRefused(() -> sync(a, b), "is ahead of that of");
        assertThat(open(b).tx()).isEqualTo(5);
    }

    @Test
    void branchesThatWentDifferentWaysAreRefused() {
        writeThings(a);
        sync(a, b);
        commit(a, names(4, 70_000, 70_005));
        commit(b, names(4, 80_000, 80_005));
        assertRefused(() -> sync(a, b), "the other way round");
        flush(a);
        commit(a, names(5, 70_005, 70_010));
        assertRefused(() -> sync(a, b), "the other way round");
        assertRefused(() -> sync(b, a), "the other way round");
        assertThat(b.listHeads()).containsExactly(MAIN);
    }

    @Test
    void anotherDatabaseIsRefused() {
        writeThings(a);
        Branches.swap(b, "other", Head.create(new UUID(7, 7), "other"));
        reset();

        assertRefused(() -> sync(a, b), "another database");
        Branches.swap(b, MAIN, Head.create(new UUID(7, 7), MAIN));
        assertRefused(() -> sync(a, b), "another database");
        assertThat(b.counts().nodesPut()).isZero();
    }

    private static void assertRefused(ThrowingCallable call, String why) {
        assertFails(ErrorCode.OPTION_INVALID, call, why);
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call, String why) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(why);
    }

    @Test
    void aMissingSourceIsNamed() {
        assertFails(ErrorCode.NO_SUCH_DATABASE, () -> sync(a, b), "There is no database");
        assertFails(
                ErrorCode.NO_SUCH_DATABASE, () -> Sync.allBranches(a, b, SyncProgress.NONE), "There is no database");
    }

    @Test
    void allBranchesAreCopiedAndShareTheirNodes() {
        writeThings(a);
        Branches.swap(a, "feature/x", renamed(a, "feature/x"));
        commit(a, "feature/x", names(4, 70_000, 70_005));
        flush(a, "feature/x");
        commit(a, names(4, 80_000, 80_005));
        reset();

        List<SyncReport> reports = Sync.allBranches(a, b, SyncProgress.NONE);

        assertThat(reports).extracting(SyncReport::branch).containsExactly("feature/x", MAIN);
        // The leaf of its flush records is all that is its own.
        assertThat(reports.get(1).nodesCopied()).isEqualTo(1);
        assertThat(b.counts().nodesPut()).isEqualTo(nodesOf(b));
        verifyCopy(a, b, MAIN);
        verifyCopy(a, b, "feature/x");
    }

    /** The head of main under another name, as a branch begins. */
    private static Head renamed(NodeStore store, String branch) {
        NodeStore scratch = MemoryNodeStore.anonymous();
        Head[] head = {Head.create(open(store).head().databaseId(), branch)};
        scratch.putNodes(List.of());
        for (int tx = 1; tx <= 3; tx++) {
            commit(scratch, branch, names(tx, tx * 20_000L - 19_999, tx * 20_000L + 1));
            flush(scratch, branch);
            head[0] = open(scratch, branch).head();
        }
        return head[0];
    }

    @Test
    void statesThatTheSourceHasGivenUpAreNotCopied() {
        writeThings(a);
        Branches.swap(a, MAIN, open(a).head().withRootsSince(3));

        sync(a, b);

        assertThat(nodesOf(b)).isLessThan(nodesOf(a));
        verifyCopy(a, b, MAIN);
    }

    @Test
    void statesThatOnlyTheDestinationHasGivenUpAreCopiedAgain() {
        writeThings(a);
        sync(a, b);
        Branches.swap(b, MAIN, open(b).head().withRootsSince(3));
        Set<NodeId> kept = reachable(b);
        try (Stream<NodeEntry> nodes = b.listNodes()) {
            b.deleteNodes(
                    nodes.map(NodeEntry::id).filter(id -> !kept.contains(id)).toList());
        }
        commit(a, names(4, 70_000, 70_005));

        sync(a, b);

        verifyCopy(a, b, MAIN);
        assertThat(reachable(b)).isEqualTo(reachable(a)).isNotEqualTo(kept);
    }

    private static Set<NodeId> reachable(NodeStore store) {
        Set<NodeId> fetched = new HashSet<>();
        verifySound(
                new ForwardingNodeStore(store) {
                    @Override
                    public Fetch fetchNode(NodeId id) {
                        fetched.add(id);
                        return super.fetchNode(id);
                    }
                },
                MAIN);
        return fetched;
    }

    /** Fails at the n-th call that changes the destination. */
    private static final class Dying extends ForwardingNodeStore {
        private int left;

        Dying(NodeStore store, int calls) {
            super(store);
            this.left = calls;
        }

        private synchronized void live() {
            left--;
            if (left < 0) {
                throw new CairnException(ErrorCode.STORE_FAILED, "killed");
            }
        }

        @Override
        public void putNodes(Collection<StoredNode> nodes) {
            live();
            super.putNodes(nodes);
        }

        @Override
        public HeadSwap swapHead(String branch, Optional<HeadVersion> expected, Bytes next) {
            live();
            return super.swapHead(branch, expected, next);
        }
    }

    @Test
    void aSyncThatIsKilledAnywhereIsCompletedByTheNext() {
        writeThings(a);
        int all = reachable(a).size();
        int calls = 0;
        boolean done = false;
        while (!done) {
            CountingStore copy = new CountingStore(MemoryNodeStore.anonymous());
            done = survives(new Dying(copy, calls));
            long before = nodesOf(copy);
            assertThat(copy.listHeads()).hasSize(done ? 1 : 0);
            if (!done) {
                copy.reset();
                SyncReport report = smallSync(a, copy);
                // The first leaf is put again, to learn the time of the store.
                assertThat(copy.counts().nodesPut()).isLessThanOrEqualTo(all - before + 1);
                assertThat(report.nodesCopied()).isEqualTo(copy.counts().nodesPut());
                verifySound(copy, MAIN);
            }
            calls++;
        }
        assertThat(calls).isGreaterThan(10);
    }

    private boolean survives(NodeStore destination) {
        try {
            smallSync(a, destination);
            return true;
        } catch (CairnException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.STORE_FAILED);
            return false;
        }
    }

    @Test
    void parentsComeAfterTheirChildren() {
        writeThings(a);
        Set<NodeId> put = new HashSet<>();
        List<NodeId> orphans = new ArrayList<>();
        smallSync(a, new ForwardingNodeStore(b) {
            @Override
            public void putNodes(Collection<StoredNode> nodes) {
                synchronized (put) {
                    nodes.forEach(node -> childrenOf(node).stream()
                            .filter(child -> !put.contains(child))
                            .forEach(orphans::add));
                    super.putNodes(nodes);
                    nodes.forEach(node -> put.add(node.id()));
                }
            }
        });
        assertThat(orphans).isEmpty();
        assertThat(put).hasSize((int) nodesOf(b));
    }

    private static List<NodeId> childrenOf(StoredNode node) {
        return NodeCodec.decode(node.bytes(), node.id()) instanceof BranchNode branch
                ? branch.children().stream().map(Child::id).toList()
                : List.of();
    }

    /** What lies around unreachable for long may be swept at any moment. */
    @Test
    void oldNodesThatNothingReachesArePutAgain() {
        writeThings(a);
        smallSync(a, b);
        b.deleteHead(MAIN, ((HeadRead.Found) b.readHead(MAIN)).version());
        NodeStore aged = new ForwardingNodeStore(b) {
            private final Set<NodeId> young = new HashSet<>();

            @Override
            public void putNodes(Collection<StoredNode> nodes) {
                synchronized (young) {
                    nodes.forEach(node -> young.add(node.id()));
                }
                super.putNodes(nodes);
            }

            @Override
            public Stream<NodeEntry> listNodes() {
                return super.listNodes().map(entry -> young.contains(entry.id()) ? entry : older(entry));
            }

            private NodeEntry older(NodeEntry entry) {
                return new NodeEntry(
                        entry.id(), entry.sizeInBytes(), entry.storedAt().minus(Duration.ofMinutes(61)));
            }
        };
        b.reset();
        assertThat(smallSync(a, aged).nodesSkipped()).isZero();
        assertThat(b.counts().nodesPut()).isEqualTo(nodesOf(b));

        b.deleteHead(MAIN, ((HeadRead.Found) b.readHead(MAIN)).version());
        assertThat(smallSync(a, b).nodesCopied()).isEqualTo(1);
        verifySound(b, MAIN);
    }

    @Test
    void damagedNodesOfTheSourceAreNeverCopied() {
        writeThings(a);
        for (Fault fault : List.of(Fault.FLIP_BIT, Fault.CUT)) {
            FaultInjectingStore damaged = new FaultInjectingStore(a, 5);
            damaged.failOften(Operation.FETCH, fault, 0.1);
            assertThatThrownBy(() -> smallSync(damaged, b))
                    .isInstanceOfSatisfying(
                            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NODE_CORRUPT));
            assertThat(b.listHeads()).isEmpty();
            try (Stream<NodeEntry> nodes = b.listNodes()) {
                nodes.forEach(entry -> assertThat(NodeId.of(((Fetch.Found) b.fetchNode(entry.id())).bytes()))
                        .isEqualTo(entry.id()));
            }
        }
    }

    @Test
    void commitsOfTheSourceDuringASyncWaitForTheNext() {
        writeThings(a);
        boolean[] committed = {false};
        NodeStore busy = new ForwardingNodeStore(b) {
            @Override
            public void putNodes(Collection<StoredNode> nodes) {
                synchronized (committed) {
                    if (!committed[0]) {
                        committed[0] = true;
                        commit(a, names(4, 70_000, 70_005));
                        flush(a);
                    }
                }
                super.putNodes(nodes);
            }
        };
        assertThat(smallSync(a, busy).toTx()).isEqualTo(3);
        verifySound(b, MAIN);
        assertThat(smallSync(a, busy).toTx()).isEqualTo(4);
        verifyCopy(a, b, MAIN);
    }

    @Test
    void aHeadThatSomebodyElseMovesIsLeftToHim() {
        writeThings(a);
        sync(a, b);
        commit(a, names(4, 70_000, 70_005));
        NodeStore contested = new ForwardingNodeStore(b) {
            @Override
            public HeadSwap swapHead(String branch, Optional<HeadVersion> expected, Bytes next) {
                commit(b, names(4, 80_000, 80_005));
                return super.swapHead(branch, expected, next);
            }
        };
        assertFails(ErrorCode.HEAD_MOVED, () -> sync(a, contested), "Somebody else moved");
    }

    @Test
    void aLostAnswerIsNoLostSync() {
        writeThings(a);
        FaultInjectingStore flaky = new FaultInjectingStore(b, 1).failNext(Operation.SWAP_HEAD, Fault.FAIL_AFTER);

        assertThat(sync(a, flaky).toTx()).isEqualTo(3);
        assertThat(flaky.injected()).isEqualTo(1);
    }

    @Test
    void statesThatAreGivenUpDuringASyncAreExplained() {
        writeThings(a);
        NodeStore sweeping = new ForwardingNodeStore(a) {
            @Override
            public List<Fetch> fetchNodes(List<NodeId> ids) {
                if (open(a).head().rootsSince() == 0) {
                    Branches.swap(a, MAIN, open(a).head().withRootsSince(3));
                }
                return ids.stream().<Fetch>map(Fetch.Missing::new).toList();
            }
        };
        assertFails(ErrorCode.HEAD_MOVED, () -> sync(sweeping, b), "gave up old states");
    }

    @Test
    void aDestinationWithoutConditionalSwapsIsRefusedBeforeAnythingIsPut() {
        writeThings(a);
        NodeStore unsafe = new ForwardingNodeStore(b) {
            @Override
            public void proveSwaps() {
                throw new CairnException(ErrorCode.UNSUPPORTED, "no conditions");
            }
        };
        assertFails(ErrorCode.UNSUPPORTED, () -> sync(a, unsafe), "no conditions");
        assertThat(nodesOf(b)).isZero();
    }

    @Test
    void progressIsReported() {
        writeThings(a);
        List<Long> nodes = new ArrayList<>();
        SyncReport report = new Sync(a, b, (branch, done, bytes) -> nodes.add(done), SMALL).branch(MAIN);

        assertThat(nodes).isSorted().last().isEqualTo(report.nodesCopied());
    }
}
