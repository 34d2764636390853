package org.cairndb.planner.exec.scalar;

import java.util.Arrays;
import org.cairndb.planner.exec.Column;

/** A set of values of a column, for membership tests by hash. */
final class ValueSet {
    private static final int NONE = -1;

    private final Column values;
    private final int[] table;

    /** A set of the values of all rows, none of which is null. */
    ValueSet(Column values) {
        this.values = values;
        this.table = new int[Integer.highestOneBit(Math.max(4, values.size())) * 4];
        Arrays.fill(table, NONE);
        for (int row = 0; row < values.size(); row++) {
            int slot = find(values, row);
            if (table[slot] == NONE) {
                table[slot] = row;
            }
        }
    }

    private int find(Column column, int row) {
        long hash = column.hash(row);
        int slot = (int) (hash ^ (hash >>> 32)) & (table.length - 1);
        while (table[slot] != NONE && !values.equal(table[slot], column, row)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    /** Whether the value of a row, which is not null, is in the set. */
    boolean contains(Column column, int row) {
        return table[find(column, row)] != NONE;
    }
}
