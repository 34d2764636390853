package org.cairndb.storage.snapshot;

import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;

/** Looks back along the commit chain of a snapshot. */
public final class CommitChain {
    private CommitChain() {}

    /**
     * The commit hash of a transaction, 0 for before the first: from the tail, or else from the last flush record at or
     * before it and the few transactions of LOG after that.
     *
     * @throws IllegalArgumentException unless the transaction is one of the snapshot's
     */
    public static CommitHash hashAt(Snapshot snapshot, long tx) {
        Head head = snapshot.head();
        if (tx < 0 || tx > head.tx()) {
            throw new IllegalArgumentException("There is no transaction %d up to %d".formatted(tx, head.tx()));
        }
        if (tx >= head.flushedTx()) {
            CommitHash hash = head.flushedHash();
            for (Transaction transaction : head.tail().subList(0, (int) (tx - head.flushedTx()))) {
                hash = hash.then(transaction.encode());
            }
            return hash;
        }
        return fromLog(snapshot, tx);
    }

    private static CommitHash fromLog(Snapshot snapshot, long tx) {
        long from = 0;
        CommitHash hash = CommitHash.GENESIS;
        KeyRange until = KeyRange.ofEntities(0, tx + 1);
        try (DatomCursor records = snapshot.cursor(Index.COMMITS, until, Direction.BACKWARD)) {
            if (records.next()) {
                FlushRecord record = FlushRecord.read(records.batch(), records.to() - 1);
                from = record.tx();
                hash = record.hash();
            }
        }
        for (long next = from + 1; next <= tx; next++) {
            hash = hash.then(transaction(snapshot, next).encode());
        }
        return hash;
    }

    private static Transaction transaction(Snapshot snapshot, long tx) {
        DatomBatchBuilder builder = new DatomBatchBuilder(Index.LOG);
        try (DatomCursor cursor = snapshot.log(tx, tx + 1)) {
            while (cursor.next()) {
                builder.append(cursor.batch(), cursor.from(), cursor.to());
            }
        }
        DatomBatch datoms = builder.build();
        return new Transaction(tx, datoms);
    }
}
