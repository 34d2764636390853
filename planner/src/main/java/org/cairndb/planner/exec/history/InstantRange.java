package org.cairndb.planner.exec.history;

import org.cairndb.storage.datom.Values;
import org.cairndb.storage.snapshot.Snapshot;

/**
 * Which versions to give: those that end after an instant and begin at or before another, in microseconds since 1970.
 *
 * @param endsAfter the first
 * @param beginsUntil the second
 */
public record InstantRange(long endsAfter, long beginsUntil) implements VersionBounds {
    @Override
    public boolean isEmpty() {
        return endsAfter > beginsUntil;
    }

    @Override
    public TxRange inTransactions(Snapshot snapshot) {
        return isEmpty()
                ? TxRange.NONE
                : new TxRange(
                        snapshot.lastTxAt(Values.instantOf(endsAfter)),
                        snapshot.lastTxAt(Values.instantOf(beginsUntil)));
    }

    @Override
    public boolean includes(long from, long to, TxInstants instants) {
        return instants.find(from) <= beginsUntil && (to == TxRange.OPEN || instants.find(to) > endsAfter);
    }
}
