package org.cairndb.storage.check;

import java.util.Map;
import java.util.TreeMap;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.snapshot.CommitHash;
import org.cairndb.storage.snapshot.CommitHasher;
import org.jspecify.annotations.Nullable;

/** Recomputes the commit chain from LOG and compares it with what flush records and the head say. */
final class ChainCheck {
    private final Problems problems;
    /** Datoms of each transaction in LOG. */
    private final Map<Long, Long> counts;

    private final TreeMap<Long, CommitHash> expected;
    private CommitHash hash = CommitHash.GENESIS;
    private long tx;
    private @Nullable CommitHasher hasher;

    ChainCheck(Problems problems, Map<Long, Long> counts, TreeMap<Long, CommitHash> expected) {
        this.problems = problems;
        this.counts = counts;
        this.expected = expected;
    }

    /** Takes the next leaf of LOG. */
    void leaf(DatomBatch datoms) {
        int from = 0;
        while (from < datoms.size()) {
            long next = datoms.tx(from);
            int to = from;
            while (to < datoms.size() && datoms.tx(to) == next) {
                to++;
            }
            if (next != tx) {
                begin(next);
            }
            if (hasher != null) {
                hasher.add(datoms, from, to);
            }
            from = to;
        }
    }

    private void begin(long next) {
        end();
        problems.require(next == tx + 1, "LOG goes from transaction %d to transaction %d", tx, next);
        tx = next;
        hasher = new CommitHasher(hash, tx, counts.getOrDefault(tx, 0L));
    }

    private void end() {
        if (hasher != null) {
            hash = hasher.finish();
            @Nullable CommitHash said = expected.remove(tx);
            if (said != null && !said.equals(hash)) {
                problems.add("The transactions up to %d hash to %s, but %s is recorded for them", tx, hash, said);
            }
        }
    }

    /** After the last leaf. */
    void finish(long flushedTx) {
        end();
        problems.require(tx == flushedTx, "LOG ends at transaction %d, the head was flushed at %d", tx, flushedTx);
        expected.forEach((missing, said) ->
                problems.add("LOG does not reach transaction %d, for which %s is recorded", missing, said));
    }
}
