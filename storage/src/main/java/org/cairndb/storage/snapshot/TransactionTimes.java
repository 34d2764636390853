package org.cairndb.storage.snapshot;

import java.time.Instant;
import java.util.List;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;

/** When the transactions of a line of commits were committed, and which of them was the last at an instant. */
final class TransactionTimes {
    private final Head head;
    private final LayeredIndexes newest;

    TransactionTimes(Head head, LayeredIndexes newest) {
        this.head = head;
        this.newest = newest;
    }

    /**
     * The last transaction at or before an instant.
     *
     * @throws CairnException OPTION_INVALID if there is none
     */
    long txAt(Instant pastInstant) {
        if (pastInstant.isBefore(head.instant())) {
            newest.askFor(List.of(Index.AVET, Index.COMMITS, Index.LOG));
        }
        long found = lastTxAt(pastInstant);
        if (found > 0) {
            return found;
        }
        String first = head.tx() == 0 ? "has no transactions yet" : "begins at " + instantOf(1);
        throw new CairnException(
                ErrorCode.OPTION_INVALID,
                "Branch \"%s\" %s; %s is before that".formatted(head.branch(), first, pastInstant));
    }

    /** The last transaction at or before an instant, 0 if there is none. */
    long lastTxAt(Instant pastInstant) {
        if (!pastInstant.isBefore(head.instant())) {
            return head.tx();
        }
        KeyRange range = KeyRange.atMost(SystemAttributes.TX_INSTANT, pastInstant);
        try (DatomCursor cursor = newest.cursor(Index.AVET, range, Direction.BACKWARD)) {
            return cursor.next() ? cursor.batch().entity(cursor.to() - 1) - EntityIds.TX_BASE : 0;
        }
    }

    /** When a transaction was committed. */
    Instant instantOf(long ofTx) {
        return Values.instantOf(instantsOf(new LongVector(new long[] {ofTx}, 1)).get(0));
    }

    /** When transactions were committed, in microseconds since 1970; for several ascending ones, of which none may come after the head. */
    LongVector instantsOf(LongVector ascendingTxs) {
        int count = ascendingTxs.size();
        long[] micros = new long[count];
        if (count == 0) {
            return ascendingTxs;
        }
        KeyRange range = KeyRange.ofEntities(
                EntityIds.ofTx(ascendingTxs.get(0)), EntityIds.ofTx(ascendingTxs.get(count - 1)) + 1);
        KeyBuffer key = new KeyBuffer();
        int instant = SystemAttributes.TX_INSTANT.id();
        try (DatomCursor cursor = newest.cursor(Index.EAVT, range, Direction.FORWARD)) {
            for (int i = 0; i < count; i++) {
                long entity = EntityIds.ofTx(ascendingTxs.get(i));
                cursor.seek(key.clear().unsigned(entity).attribute(instant).toBytes());
                if (!cursor.next() || !isAt(cursor, entity, instant)) {
                    throw lacksInstant(ascendingTxs.get(i));
                }
                DatomBatch batch = cursor.batch();
                micros[i] = ((LongVector) batch.vector(cursor.from())).get(batch.slot(cursor.from()));
            }
        }
        return new LongVector(micros, count);
    }

    private static boolean isAt(DatomCursor cursor, long entity, int attribute) {
        return cursor.batch().entity(cursor.from()) == entity && cursor.batch().attribute(cursor.from()) == attribute;
    }

    private static CairnException lacksInstant(long ofTx) {
        return new CairnException(
                ErrorCode.NODE_CORRUPT,
                "Index EAVT lacks the instant of transaction %d; run the store check".formatted(ofTx));
    }
}
