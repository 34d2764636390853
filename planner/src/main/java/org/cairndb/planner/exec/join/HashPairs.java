package org.cairndb.planner.exec.join;

import org.jspecify.annotations.Nullable;

/** The pairs of a streamed batch with the rows of a table that have the same keys. Streamed rows ascend, and so do the rows held for one of them. */
final class HashPairs implements PairSource {
    private final KeyTable table;
    private final KeyTable.Probe probe;
    private final Found found;

    private int ordinal;
    private int pending = KeyTable.NONE;

    HashPairs(KeyTable table, KeyTable.Probe probe, Found found) {
        this.table = table;
        this.probe = probe;
        this.found = found;
    }

    /**
     * What the table has found.
     *
     * @param first the first row with the same keys for each row of the probe
     * @param settled true for streamed rows for which no more pairs are wanted; null if all are
     * @param isPadded whether streamed rows without a match come as pairs with row -1
     */
    record Found(int[] first, boolean @Nullable [] settled, boolean isPadded) {}

    @Override
    public int fill(int[] streamed, int[] held) {
        int count = 0;
        while (count == 0 && (ordinal < probe.count() || pending != KeyTable.NONE)) {
            count = table.isUnique() ? fillUnique(streamed, held) : fillChains(streamed, held);
        }
        return count;
    }

    private int fillUnique(int[] streamed, int[] held) {
        int end = Math.min(probe.count(), ordinal + streamed.length);
        int count = 0;
        int[] first = found.first;
        int least = found.isPadded ? KeyTable.NONE : 0;
        int[] rows = probe.rows();
        for (int i = ordinal; i < end; i++) {
            streamed[count] = rows == null ? i : rows[i];
            held[count] = first[i];
            count += first[i] >= least ? 1 : 0;
        }
        ordinal = end;
        return count;
    }

    private int fillChains(int[] streamed, int[] held) {
        int count = 0;
        boolean @Nullable [] settled = found.settled;
        while (count < streamed.length) {
            if (pending != KeyTable.NONE) {
                int row = probe.row(ordinal - 1);
                streamed[count] = row;
                held[count] = pending;
                boolean isSettled = settled != null && settled[row];
                count += isSettled ? 0 : 1;
                pending = isSettled ? KeyTable.NONE : table.next(pending);
            } else if (ordinal == probe.count()) {
                break;
            } else {
                pending = found.first[ordinal++];
                if (pending == KeyTable.NONE && found.isPadded) {
                    streamed[count] = probe.row(ordinal - 1);
                    held[count++] = KeyTable.NONE;
                }
            }
        }
        return count;
    }
}
