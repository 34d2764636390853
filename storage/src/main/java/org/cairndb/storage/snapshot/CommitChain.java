package org.cairndb.storage.snapshot;

import java.util.ArrayList;
import java.util.List;
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
        for (Transaction transaction : transactions(snapshot, from + 1, tx + 1)) {
            hash = hash.then(transaction.encode());
        }
        return hash;
    }

    /** The transactions [from, to) of LOG. */
    static List<Transaction> transactions(Snapshot snapshot, long from, long to) {
        List<Transaction> transactions = new ArrayList<>();
        if (from >= to) {
            return transactions;
        }
        DatomBatchBuilder builder = new DatomBatchBuilder(Index.LOG);
        long tx = from;
        try (DatomCursor cursor = snapshot.log(from, to)) {
            while (cursor.next()) {
                DatomBatch batch = cursor.batch();
                for (int i = cursor.from(); i < cursor.to(); i++) {
                    if (batch.tx(i) != tx) {
                        transactions.add(new Transaction(tx, builder.build()));
                        builder = new DatomBatchBuilder(Index.LOG);
                        tx = batch.tx(i);
                    }
                    builder.append(batch, i);
                }
            }
        }
        transactions.add(new Transaction(tx, builder.build()));
        return transactions;
    }
}
