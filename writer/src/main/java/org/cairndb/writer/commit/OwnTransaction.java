package org.cairndb.writer.commit;

import java.util.Optional;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.snapshot.Snapshot;

/** Finds a transaction by the random number that its writer gave it. */
final class OwnTransaction {
    private OwnTransaction() {}

    /** Whether a snapshot holds the transaction with this number and nonce. */
    static boolean isIn(Snapshot snapshot, long tx, long nonce) {
        if (snapshot.tx() < tx) {
            return false;
        }
        Optional<Object> found = snapshot.value(EntityIds.ofTx(tx), SystemAttributes.TX_NONCE);
        return found.isPresent() && found.get().equals(nonce);
    }
}
