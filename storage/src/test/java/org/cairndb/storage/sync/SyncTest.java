package org.cairndb.storage.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairndb.storage.sync.Branches.MAIN;
import static org.cairndb.storage.sync.Branches.SMALL;
import static org.cairndb.storage.sync.Branches.assertFails;
import static org.cairndb.storage.sync.Branches.commit;
import static org.cairndb.storage.sync.Branches.flush;
import static org.cairndb.storage.sync.Branches.names;
import static org.cairndb.storage.sync.Branches.nodesOf;
import static org.cairndb.storage.sync.Branches.open;
import static org.cairndb.storage.sync.Branches.reachable;
import static org.cairndb.storage.sync.Branches.sync;
import static org.cairndb.storage.sync.Branches.verifyCopy;
import static org.cairndb.storage.sync.Branches.writeThings;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.snapshot.Head;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.NodeEntry;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.memory.MemoryNodeStore;
import org.cairndb.storage.testing.CountingStore;
import org.junit.jupiter.api.Test;

class SyncTest {
    private final CountingStore a = new CountingStore(MemoryNodeStore.anonymous());
    private final CountingStore b = new CountingStore(MemoryNodeStore.anonymous());

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

    @Test
    void progressIsReported() {
        writeThings(a);
        List<Long> nodes = new ArrayList<>();
        SyncReport report = new Sync(a, b, (branch, done, bytes) -> nodes.add(done), SMALL).branch(MAIN);

        assertThat(nodes).isSorted().last().isEqualTo(report.nodesCopied());
    }
}
