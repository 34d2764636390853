package org.cairndb.planner.exec.history;

import java.util.Arrays;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/** When transactions were committed, remembered once looked up. Not thread-safe. */
public final class TxInstants {
    private static final int PAGE_BITS = 10;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;

    private final Snapshot snapshot;
    /** Microseconds by transaction, 0 where not known. */
    private long[] @Nullable [] pages = new long[0][];

    TxInstants(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Looks up those of the first transactions of an array that are not known yet, all together; {@link TxRange#OPEN} is none. */
    void load(long[] txs, int count) {
        long[] unknown = new long[count];
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (txs[i] != TxRange.OPEN && (found == 0 || txs[i] != unknown[found - 1]) && micros(txs[i]) == 0) {
                unknown[found++] = txs[i];
            }
        }
        if (found == 0) {
            return;
        }
        Arrays.sort(unknown, 0, found);
        int distinct = 1;
        for (int i = 1; i < found; i++) {
            if (unknown[i] != unknown[i - 1]) {
                unknown[distinct++] = unknown[i];
            }
        }
        LongVector instants = snapshot.instantsOf(new LongVector(unknown, distinct));
        for (int i = 0; i < distinct; i++) {
            put(unknown[i], instants.get(i));
        }
    }

    /** The instant of a transaction, looked up if it is not known. */
    long find(long tx) {
        long known = micros(tx);
        if (known == 0) {
            load(new long[] {tx}, 1);
            known = micros(tx);
        }
        return known;
    }

    private void put(long tx, long micros) {
        int page = Math.toIntExact(tx >>> PAGE_BITS);
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(page + 1, 2 * pages.length));
        }
        long[] known = pages[page];
        if (known == null) {
            known = new long[PAGE_SIZE];
            pages[page] = known;
        }
        known[(int) tx & (PAGE_SIZE - 1)] = micros;
    }

    /** The instant of a transaction that was loaded, in microseconds since 1970. */
    long micros(long tx) {
        long page = tx >>> PAGE_BITS;
        long[] known = page < pages.length ? pages[(int) page] : null;
        return known == null ? 0 : known[(int) tx & (PAGE_SIZE - 1)];
    }
}
