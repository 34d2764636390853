package org.cairndb.planner.exec.aggregate;

import java.util.Arrays;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.LongColumn;
import org.jspecify.annotations.Nullable;

/** Rows of some columns with the group of each. Its arrays are only valid until the next batch. */
final class Rows {
    /** How many there are. */
    final int count;
    /** The rows, or null for rows 0 to count - 1. */
    final int @Nullable [] selection;
    /** The group of each: of {@code selection[i]}, or of row i. */
    final int[] groups;
    /** Whether every group is 0 because there are no keys. */
    final boolean isOneGroup;

    Rows(int count, int @Nullable [] selection, int[] groups, boolean isOneGroup) {
        this.count = count;
        this.selection = selection;
        this.groups = groups;
        this.isOneGroup = isOneGroup;
    }

    /** All rows of a batch. */
    static Rows of(Batch batch, int[] groups, boolean isOneGroup) {
        return new Rows(batch.rowCount(), batch.selection(), groups, isOneGroup);
    }

    int row(int i) {
        return selection == null ? i : selection[i];
    }

    /** Those for which a boolean column is true. */
    Rows where(LongColumn condition) {
        int[] rows = new int[count];
        int[] kept = new int[count];
        int found = 0;
        for (int i = 0; i < count; i++) {
            int row = row(i);
            rows[found] = row;
            kept[found] = groups[i];
            found += condition.get(row) != 0 && !condition.isNull(row) ? 1 : 0;
        }
        return new Rows(found, rows, kept, isOneGroup);
    }

    /** Those where a boolean is not set for their row. */
    Rows without(boolean[] excluded) {
        int[] rows = new int[count];
        int[] kept = new int[count];
        int found = 0;
        for (int i = 0; i < count; i++) {
            int row = row(i);
            rows[found] = row;
            kept[found] = groups[i];
            found += excluded[row] ? 0 : 1;
        }
        return new Rows(found, rows, kept, isOneGroup);
    }

    /** Those where a column is not null; the same object if no row of it is. */
    Rows present(Column column) {
        boolean[] nulls = column.nulls();
        return nulls == null ? this : without(nulls);
    }

    /** The n-th of them for each n of a list. */
    Rows pick(int[] ordinals, int picked) {
        int[] rows = new int[picked];
        int[] kept = new int[picked];
        for (int i = 0; i < picked; i++) {
            rows[i] = row(ordinals[i]);
            kept[i] = groups[ordinals[i]];
        }
        return new Rows(picked, rows, kept, isOneGroup);
    }

    /** A copy of the columns without other rows. */
    Column[] gather(Column[] columns) {
        int[] rows = selection;
        if (rows == null) {
            return columns;
        }
        return Arrays.stream(columns).map(column -> column.gather(rows, count)).toArray(Column[]::new);
    }
}
