package org.cairndb.planner.exec.join;

import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.WideColumn;
import org.jspecify.annotations.Nullable;

/** A table of integers that lie close together: an array from the least to the greatest. */
final class DenseKeyTable extends KeyTable {
    /** An array may have so many places for each row, and some more. */
    private static final long PLACES_PER_ROW = 8;

    private static final long FREE_PLACES = 1024;
    private static final long MOST_PLACES = 1 << 28;

    private final long least;
    /** Rows, counted from 1, by key; 0 where no row has the key. */
    private final int[] places;

    private DenseKeyTable(LongColumn keys, int size, Bounds bounds, Runnable check) {
        super(size, check);
        this.least = bounds.least;
        this.places = new int[(int) bounds.places()];
        long[] values = keys.array();
        int offset = keys.offset();
        boolean @Nullable [] nulls = keys.nulls();
        for (int row = size - 1; row >= 0; row--) {
            check(row);
            if (nulls == null || !nulls[row]) {
                int place = (int) (values[offset + row] - least);
                if (places[place] != 0) {
                    chain(row, places[place] - 1);
                }
                places[place] = row + 1;
            }
        }
    }

    private record Bounds(long least, long greatest) {
        long places() {
            return greatest - least + 1;
        }

        boolean isDense(int rows) {
            return least <= greatest
                    && places() > 0
                    && places() <= Math.min(MOST_PLACES, PLACES_PER_ROW * rows + FREE_PLACES);
        }
    }

    /** The table, or null if the keys lie too far apart. */
    static @Nullable DenseKeyTable ofDense(LongColumn keys, int size, Runnable check) {
        Bounds bounds = boundsOf(keys, size);
        return bounds.isDense(size) ? new DenseKeyTable(keys, size, bounds, check) : null;
    }

    private static Bounds boundsOf(LongColumn keys, int size) {
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        boolean @Nullable [] nulls = keys.nulls();
        for (int row = 0; row < size; row++) {
            if (nulls == null || !nulls[row]) {
                long value = keys.get(row);
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
        }
        return new Bounds(least, greatest);
    }

    @Override
    void find(Probe probe, int[] first) {
        if (probe.keys()[0] instanceof WideColumn wide) {
            for (int i = 0; i < probe.count(); i++) {
                int row = probe.row(i);
                boolean fits = !wide.isNull(row) && wide.high(row) == wide.low(row) >> 63;
                first[i] = fits ? rowOf(wide.low(row)) : NONE;
            }
            return;
        }
        LongColumn keys = (LongColumn) probe.keys()[0];
        boolean @Nullable [] nulls = keys.nulls();
        long[] values = keys.array();
        int offset = keys.offset();
        int[] rows = probe.rows();
        for (int i = 0; i < probe.count(); i++) {
            int row = rows == null ? i : rows[i];
            first[i] = nulls != null && nulls[row] ? NONE : rowOf(values[offset + row]);
        }
    }

    private int rowOf(long key) {
        long place = key - least;
        return place >= 0 && place < places.length ? places[(int) place] - 1 : NONE;
    }
}
