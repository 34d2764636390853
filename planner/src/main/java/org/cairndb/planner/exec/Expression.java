package org.cairndb.planner.exec;

import org.jspecify.annotations.Nullable;

/** A scalar expression over the rows of a batch. Immutable and shared by all executions. */
public interface Expression {
    /** The value for every row of a batch without selection. */
    Column evaluate(Batch batch, ExecutionContext context);

    /**
     * For a condition: which of some rows of a batch fulfil it. Unlike {@link #evaluate}, it looks at no other row.
     *
     * @param rows rows of the batch to look at, or null for all of them
     * @param count how many there are
     * @param kept receives the rows for which the condition is true, in the same order; may be {@code rows} itself
     * @return how many were kept
     */
    default int select(Batch batch, int @Nullable [] rows, int count, int[] kept, ExecutionContext context) {
        boolean isEveryRow = rows == null || (count == batch.size() && !canFail());
        Batch seen = isEveryRow || rows == null ? batch : batch.narrowed(rows, count);
        LongColumn outcome = (LongColumn) evaluate(seen, context);
        int found = 0;
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            int place = isEveryRow ? row : i;
            kept[found] = row;
            found += outcome.get(place) != 0 && !outcome.isNull(place) ? 1 : 0;
        }
        return found;
    }

    /** Whether a value of the batch can make it throw, so that it must only see rows that an earlier condition let through. */
    default boolean canFail() {
        return false;
    }

    /** The one value that all rows of all batches of an execution have, as a column of one row, or null if rows can differ. */
    default @Nullable Column constant(ExecutionContext context) {
        return null;
    }

    /** About how many nanoseconds a row takes; 0 where nothing is computed. */
    default int cost() {
        return 10;
    }

    /** The ordinal of the input column that it hands on unchanged, or -1. */
    default int inputOrdinal() {
        return -1;
    }
}
