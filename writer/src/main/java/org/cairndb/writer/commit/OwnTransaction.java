package org.cairndb.writer.commit;

import java.util.Optional;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.snapshot.Head;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.snapshot.Transaction;

/** Finds a transaction by the random number that its writer gave it. */
final class OwnTransaction {
    private OwnTransaction() {}

    /** Whether a snapshot holds the transaction with this number and nonce. */
    static boolean isIn(Snapshot snapshot, long tx, long nonce) {
        if (snapshot.tx() < tx) {
            return false;
        }
        Head head = snapshot.head();
        if (tx > head.flushedTx()) {
            return isIn(head.tail().get((int) (tx - head.flushedTx() - 1)), snapshot.schema(), nonce);
        }
        Optional<Object> found = snapshot.value(EntityIds.ofTx(tx), SystemAttributes.TX_NONCE);
        return found.isPresent() && found.get().equals(nonce);
    }

    /** The tail is searched by itself, so that a lost race costs no look into the trees. */
    private static boolean isIn(Transaction transaction, Schema schema, long nonce) {
        DatomBatch datoms = transaction.datoms();
        for (int i = 0; i < datoms.size(); i++) {
            if (datoms.attribute(i) == SystemAttributes.TX_NONCE.id()) {
                return datoms.datom(i, schema).value().equals(nonce);
            }
        }
        return false;
    }
}
