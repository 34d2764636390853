package org.cairndb.storage.sync;

import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.CommitChain;
import org.cairndb.storage.snapshot.Head;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.NodeStore;

/** Proves by commit hashes that one head of a branch is an ancestor of another. */
final class Ancestry {
    private final NodeStore source;
    private final NodeStore destination;

    Ancestry(NodeStore source, NodeStore destination) {
        this.source = source;
        this.destination = destination;
    }

    /**
     * Whether the destination lacks anything that the source has.
     *
     * @throws CairnException OPTION_INVALID if it has something that the source lacks
     */
    boolean isBehind(Snapshot from, Snapshot to) {
        requireSameDatabase(from.head(), to.head());
        if (to.tx() > from.tx()) {
            throw follows(to, from) ? ahead(from, to) : diverged(from);
        }
        if (!follows(from, to)) {
            throw diverged(from);
        }
        return to.tx() < from.tx();
    }

    /** Refuses a destination that holds another database. */
    void requireSameDatabase(Head from, Head to) {
        if (!from.databaseId().equals(to.databaseId())) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID,
                    "\"%s\" holds another database than \"%s\"; sync into an empty place or a copy"
                            .formatted(destination.displayUri(), source.displayUri()));
        }
    }

    private static boolean follows(Snapshot later, Snapshot earlier) {
        return CommitChain.hashAt(later, earlier.tx()).equals(earlier.head().hash());
    }

    private CairnException ahead(Snapshot from, Snapshot to) {
        return new CairnException(
                ErrorCode.OPTION_INVALID,
                "Branch \"%s\" of \"%s\" is ahead of that of \"%s\" (transactions %d and %d); sync in the other direction"
                        .formatted(
                                from.head().branch(),
                                destination.displayUri(),
                                source.displayUri(),
                                to.tx(),
                                from.tx()));
    }

    private CairnException diverged(Snapshot from) {
        return new CairnException(
                ErrorCode.OPTION_INVALID,
                "Branch \"%s\" of \"%s\" has commits that that of \"%s\" lacks, and the other way round; a sync only moves forward"
                        .formatted(from.head().branch(), destination.displayUri(), source.displayUri()));
    }
}
