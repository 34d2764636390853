package org.cairndb.storage.sync;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.Head;
import org.cairndb.storage.snapshot.NodeReader;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.MissingHeads;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.RequestCounter;

/** The sync of one branch: compare heads, copy nodes, swap the head. */
final class BranchSync {
    private static final int NONCE_BYTES = 16;
    private static final long CACHE_BYTES = 32L << 20;

    private final String branch;
    private final RequestCounter sourceRequests = new RequestCounter();
    private final RequestCounter destinationRequests = new RequestCounter();
    private final RecentNodes source;
    private final NodeStore destination;
    private final Tally tally;
    private final CopyLimits limits;
    private final RandomGenerator random;
    private final Copied copied;

    BranchSync(
            NodeStore source,
            NodeStore destination,
            Tally tally,
            CopyLimits limits,
            RandomGenerator random,
            Copied copied) {
        this.branch = tally.branch();
        this.source = new RecentNodes(source.countedBy(sourceRequests));
        this.destination = destination.countedBy(destinationRequests);
        this.tally = tally;
        this.limits = limits;
        this.random = random;
        this.copied = copied;
    }

    /** A head as it was at the beginning. */
    private record Stored(Snapshot snapshot, Bytes bytes, HeadVersion version) {}

    SyncReport run() {
        Stored from = read(source).orElseThrow(() -> MissingHeads.explain(source, branch));
        Optional<Stored> to = read(destination);
        OptionalLong toTx =
                to.map(head -> OptionalLong.of(head.snapshot().tx())).orElse(OptionalLong.empty());
        Ancestry ancestry = new Ancestry(source, destination);
        if (to.isPresent() && !ancestry.isBehind(from.snapshot(), to.get().snapshot())) {
            return report(from, toTx, 0);
        }
        if (to.isEmpty()) {
            requireSameDatabase(ancestry, from.snapshot().head());
        }
        destination.proveSwaps();
        copyNodes(from.snapshot(), to.map(Stored::snapshot));
        Bytes next = Head.withNonce(from.bytes(), nonce());
        swap(to.map(Stored::version), next);
        return report(from, toTx, next.length());
    }

    private SyncReport report(Stored from, OptionalLong toTx, int headBytes) {
        return new SyncReport(
                branch,
                toTx,
                from.snapshot().tx(),
                headBytes > 0,
                tally.nodesCopied(),
                tally.bytesCopied() + headBytes,
                tally.nodesSkipped(),
                tally.bytesSkipped(),
                sourceRequests.totals(),
                destinationRequests.totals());
    }

    private Optional<Stored> read(NodeStore store) {
        if (store.readHead(branch) instanceof HeadRead.Found found) {
            Head head = Head.decode(found.bytes(), "\"%s\" of \"%s\"".formatted(branch, store.displayUri()));
            NodeReader nodes = new NodeReader(store, new NodeCache(CACHE_BYTES));
            return Optional.of(new Stored(new Snapshot(head, nodes), found.bytes(), found.version()));
        }
        return Optional.empty();
    }

    /** A store holds one database, whatever its branches are called. */
    private void requireSameDatabase(Ancestry ancestry, Head from) {
        List<String> others = destination.listHeads();
        if (!others.isEmpty() && destination.readHead(others.get(0)) instanceof HeadRead.Found found) {
            ancestry.requireSameDatabase(from, Head.decode(found.bytes(), "\"%s\"".formatted(others.get(0))));
        }
    }

    private void copyNodes(Snapshot from, Optional<Snapshot> to) {
        int listAfter = to.isPresent() ? limits.listAfter() : 1;
        try (CopyQueue queue = new CopyQueue(source, destination, limits, listAfter, tally)) {
            new SnapshotCopy(source, from, to, queue, copied).run();
        } catch (CairnException e) {
            throw explained(e, from.head());
        }
    }

    /** A node that is missing may have been swept, because its roots were given up after the head was read. */
    private CairnException explained(CairnException error, Head from) {
        if (error.code() == ErrorCode.NODE_CORRUPT
                && source.readHead(branch) instanceof HeadRead.Found found
                && Head.decode(found.bytes(), branch).rootsSince() > from.rootsSince()) {
            return new CairnException(
                    ErrorCode.HEAD_MOVED,
                    "\"%s\" gave up old states of branch \"%s\" while it was copied; start the sync again"
                            .formatted(source.displayUri(), branch),
                    error);
        }
        return error;
    }

    private void swap(Optional<HeadVersion> expected, Bytes next) {
        HeadSwap swap;
        try {
            swap = destination.swapHead(branch, expected, next);
        } catch (CairnException e) {
            if (e.code() == ErrorCode.OUTCOME_UNKNOWN && isThere(next)) {
                return;
            }
            throw e;
        }
        if (swap instanceof HeadSwap.Lost && !isThere(next)) {
            throw new CairnException(
                    ErrorCode.HEAD_MOVED,
                    "Somebody else moved branch \"%s\" of \"%s\" while it was synced; start the sync again"
                            .formatted(branch, destination.displayUri()));
        }
    }

    /** No other swap ever writes these bytes, because of their nonce. */
    private boolean isThere(Bytes next) {
        return destination.readHead(branch) instanceof HeadRead.Found found
                && found.bytes().equals(next);
    }

    private Bytes nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return Bytes.wrap(nonce);
    }
}
