package org.cairndb.storage.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairndb.storage.sync.Branches.MAIN;
import static org.cairndb.storage.sync.Branches.assertFails;
import static org.cairndb.storage.sync.Branches.commit;
import static org.cairndb.storage.sync.Branches.flush;
import static org.cairndb.storage.sync.Branches.names;
import static org.cairndb.storage.sync.Branches.nodesOf;
import static org.cairndb.storage.sync.Branches.open;
import static org.cairndb.storage.sync.Branches.reachable;
import static org.cairndb.storage.sync.Branches.smallSync;
import static org.cairndb.storage.sync.Branches.sync;
import static org.cairndb.storage.sync.Branches.verifyCopy;
import static org.cairndb.storage.sync.Branches.verifySound;
import static org.cairndb.storage.sync.Branches.writeThings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.BranchNode;
import org.cairndb.storage.node.Child;
import org.cairndb.storage.node.NodeCodec;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
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

/** What may happen to a sync on its way: it is killed, stores fail or are swept, others commit meanwhile. */
class SyncFaultTest {
    private final CountingStore a = new CountingStore(MemoryNodeStore.anonymous());
    private final CountingStore b = new CountingStore(MemoryNodeStore.anonymous());

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
}
