package org.cairndb.planner.exec.history;

import org.cairndb.storage.snapshot.Snapshot;

/**
 * Which versions to give: those that end after a transaction and begin at or before another.
 *
 * @param endsAfter the first
 * @param beginsUntil the second
 */
public record TxRange(long endsAfter, long beginsUntil) implements VersionBounds {
    /** Every version. */
    public static final TxRange ALL = new TxRange(-1, Long.MAX_VALUE);
    /** No version. */
    public static final TxRange NONE = new TxRange(Long.MAX_VALUE, -1);

    /** Ends versions that are current. */
    static final long OPEN = Long.MAX_VALUE;

    @Override
    public boolean isEmpty() {
        return beginsUntil < 1 || endsAfter > beginsUntil;
    }

    @Override
    public TxRange inTransactions(Snapshot snapshot) {
        return this;
    }

    @Override
    public boolean includes(long from, long to, TxInstants instants) {
        return includes(from, to);
    }

    /** Whether a version that one transaction made and another ended is in it. */
    boolean includes(long from, long to) {
        return from <= beginsUntil && to > endsAfter;
    }
}
