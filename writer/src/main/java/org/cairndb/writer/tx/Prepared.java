package org.cairndb.writer.tx;

import java.time.Instant;
import java.util.Map;
import org.cairndb.storage.snapshot.Transaction;

/**
 * A transaction that is valid after one snapshot.
 *
 * @param transaction its effective datoms
 * @param instant when it is committed
 * @param tempids ids of the tempids that the caller used
 */
public record Prepared(Transaction transaction, Instant instant, Map<String, Long> tempids) {
    /** Copies the map. */
    public Prepared {
        tempids = Map.copyOf(tempids);
    }
}
