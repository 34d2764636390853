package org.cairndb.planner.exec.aggregate;

import org.cairndb.planner.exec.Column;

/** Rows put together by group, in each group in the order in which they came. */
final class GroupedRows {
    private final Column[] columns;
    private final int[] starts;
    private final int[] rows;

    /** Row i of the columns is in group {@code groups[i]}, which is below {@code groupCount}. */
    GroupedRows(Column[] columns, int[] groups, int size, int groupCount) {
        this.columns = columns;
        this.starts = new int[groupCount + 1];
        this.rows = new int[size];
        for (int i = 0; i < size; i++) {
            starts[groups[i] + 1]++;
        }
        for (int group = 0; group < groupCount; group++) {
            starts[group + 1] += starts[group];
        }
        int[] next = starts.clone();
        for (int i = 0; i < size; i++) {
            rows[next[groups[i]]++] = i;
        }
    }

    Column column(int ordinal) {
        return columns[ordinal];
    }

    Column[] columns() {
        return columns;
    }

    /** How many rows a group has. */
    int size(int group) {
        return starts[group + 1] - starts[group];
    }

    /** The rows of a group, in an array of their own. */
    int[] rowsOf(int group) {
        int[] own = new int[size(group)];
        System.arraycopy(rows, starts[group], own, 0, own.length);
        return own;
    }
}
