package org.cairndb.planner.exec.history;

import org.cairndb.storage.snapshot.Snapshot;

/** Which versions to give, by the transactions that made and ended them or by their instants. */
public sealed interface VersionBounds permits TxRange, InstantRange {
    /** Whether no version can be inside. */
    boolean isEmpty();

    /** The same by transactions. */
    TxRange inTransactions(Snapshot snapshot);

    /** Whether a version is inside that one transaction made and another ended. */
    boolean includes(long from, long to, TxInstants instants);
}
