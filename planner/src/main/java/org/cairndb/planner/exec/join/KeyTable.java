package org.cairndb.planner.exec.join;

import java.util.Arrays;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.LongColumn;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows by their keys. Rows with equal keys are chained in ascending order; rows with a null key that matches nothing are in no chain. Immutable, so
 * that any number of threads can look rows up.
 */
abstract class KeyTable {
    static final int NONE = -1;

    private static final int ROWS_BETWEEN_CHECKS = 1 << 16;

    private final int size;
    private final Runnable check;
    private int @Nullable [] next;

    KeyTable(int size, Runnable check) {
        this.size = size;
        this.check = check;
    }

    /** The fastest table for these keys, of not so many rows that it takes long to fill. */
    static KeyTable of(Column[] keys, int size, boolean[] nullsMatch) {
        return of(keys, size, nullsMatch, () -> {});
    }

    /** The fastest table for these keys; while it is filled, a check is run now and then. */
    static KeyTable of(Column[] keys, int size, boolean[] nullsMatch, Runnable check) {
        if (keys.length == 0) {
            return new AllRowsTable(size, check);
        }
        if (keys.length == 1 && !nullsMatch[0] && keys[0] instanceof LongColumn longs) {
            DenseKeyTable dense = DenseKeyTable.ofDense(longs, size, check);
            return dense == null ? new LongKeyTable(longs, size, check) : dense;
        }
        return new HashKeyTable(keys, size, nullsMatch, check);
    }

    /** Finds, for each of the rows of other columns, the first row with equal keys, or {@link #NONE}. */
    abstract void find(Probe probe, int[] first);

    /**
     * Rows that are looked up.
     *
     * @param keys the keys, of the kinds that the table was made of
     * @param rows rows of the columns, or null for the first {@code count}
     * @param count how many rows
     */
    record Probe(Column[] keys, int @Nullable [] rows, int count) {
        int row(int ordinal) {
            return rows == null ? ordinal : rows[ordinal];
        }
    }

    /** The next row with the same keys, or {@link #NONE}. */
    final int next(int row) {
        return next == null ? NONE : next[row];
    }

    /** Whether no two rows have the same keys. */
    final boolean isUnique() {
        return next == null;
    }

    /** The chains, null if all rows stand alone; read-only. */
    final int @Nullable [] chains() {
        return next;
    }

    /** Called for each row while the table is filled. */
    final void check(int row) {
        if (row % ROWS_BETWEEN_CHECKS == 0) {
            check.run();
        }
    }

    /** Called while the table is filled, from the last row to the first. */
    final void chain(int row, int following) {
        int[] chained = next;
        if (chained == null) {
            chained = new int[size];
            Arrays.fill(chained, NONE);
            next = chained;
        }
        chained[row] = following;
    }
}
