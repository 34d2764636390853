package org.cairndb.planner.exec;

import org.jspecify.annotations.Nullable;

/** One column of a batch: values addressed by row 0 to size - 1, some of them null. Immutable once it is part of a batch. */
public abstract sealed class Column permits LongColumn, DoubleColumn, TextColumn, WideColumn, ObjectColumn {
    private final int size;
    private final boolean @Nullable [] nulls;

    Column(int size, boolean @Nullable [] nulls) {
        this.size = size;
        this.nulls = nulls;
    }

    /** Number of rows. */
    public final int size() {
        return size;
    }

    /** Whether the value of a row is null. */
    public final boolean isNull(int row) {
        return nulls != null && nulls[row];
    }

    /** True for each row without a value, or null where every row has one; read-only and possibly longer than the column. */
    public final boolean @Nullable [] nulls() {
        return nulls;
    }

    /** The column with these rows in this order; row -1 gives a null. */
    public abstract Column gather(int[] rows, int count);

    /** A hash that is equal for equal values of columns of one kind. The row must not be null. */
    public abstract long hash(int row);

    /** Order of two values that are not null: negative, zero or positive. Both columns are of one kind. */
    public abstract int compare(int row, Column other, int otherRow);

    /** Whether two values that are not null are equal. Both columns are of one kind. */
    public boolean equal(int row, Column other, int otherRow) {
        return compare(row, other, otherRow) == 0;
    }

    final boolean @Nullable [] gatherNulls(int[] rows, int count) {
        if (nulls == null && !anyNegative(rows, count)) {
            return null;
        }
        boolean[] gathered = new boolean[count];
        boolean any = false;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            gathered[i] = row < 0 || (nulls != null && nulls[row]);
            any |= gathered[i];
        }
        return any ? gathered : null;
    }

    private static boolean anyNegative(int[] rows, int count) {
        int all = 0;
        for (int i = 0; i < count; i++) {
            all |= rows[i];
        }
        return all < 0;
    }

    /** Scatters the bits of a number over 64 bits. */
    public static long mix(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 32);
    }
}
