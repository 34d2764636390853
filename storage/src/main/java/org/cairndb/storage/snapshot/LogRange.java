package org.cairndb.storage.snapshot;

import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.tree.DatomCursor;

/**
 * Some transactions of a snapshot.
 *
 * @param after the transaction before the first
 * @param last the last one
 * @param match turns ids of attributes into those that changes are told by
 */
record LogRange(Snapshot snapshot, long after, long last, AttributeMatch match) {
    boolean isEmpty() {
        return after >= last;
    }

    /** Hands the operations on entities inside a window to it, and passes over leaves of large transactions that hold none. */
    void read(ChangeWindow window, ChangeWindow.Side side) {
        if (isEmpty()) {
            return;
        }
        try (DatomCursor log = snapshot.log(after + 1, last + 1)) {
            while (log.next()) {
                window.beforeRead();
                DatomBatch batch = log.batch();
                int end = log.to() - 1;
                long tx = batch.tx(end);
                boolean isOneTransaction = batch.tx(log.from()) == tx;
                if (isOneTransaction && batch.entity(end) < window.begin()) {
                    log.seek(new KeyBuffer()
                            .unsigned(tx)
                            .unsigned(window.begin())
                            .toBytes());
                } else if (isOneTransaction && batch.entity(log.from()) >= window.end()) {
                    log.seek(new KeyBuffer().unsigned(tx + 1).toBytes());
                } else {
                    window.add(side, match.apply(batch), log.from(), log.to());
                }
            }
        }
    }
}
