package org.cairndb.writer.commit;

import java.util.List;
import org.cairndb.storage.snapshot.CommitHash;
import org.cairndb.storage.snapshot.Head;
import org.cairndb.storage.snapshot.Transaction;
import org.cairndb.writer.tx.TailChanges;

/** Keeps the changes of the newest tail seen, and brings them forward where a newer head only adds to that tail. Not thread-safe. */
final class TailCache {
    private CommitHash hash = CommitHash.GENESIS;
    private CommitHash flushedHash = CommitHash.GENESIS;
    private long tx;
    private TailChanges changes = TailChanges.none();

    /** What the tail of a head changes. The answer must not be changed, and is good until the next call. */
    TailChanges of(Head head) {
        if (!advance(head)) {
            changes = TailChanges.none();
            head.tail().forEach(transaction -> changes.apply(transaction, head.schema()));
        }
        hash = head.hash();
        flushedHash = head.flushedHash();
        tx = head.tx();
        return changes;
    }

    private boolean advance(Head head) {
        if (!head.flushedHash().equals(flushedHash) || head.tx() < tx || tx < head.flushedTx()) {
            return false;
        }
        List<Transaction> added =
                head.tail().subList((int) (tx - head.flushedTx()), head.tail().size());
        CommitHash reached = hash;
        for (Transaction transaction : added) {
            reached = reached.then(transaction.encode());
        }
        if (!reached.equals(head.hash())) {
            return false;
        }
        added.forEach(transaction -> changes.apply(transaction, head.schema()));
        return true;
    }
}
