package org.cairndb.planner.exec.sort;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;

/** Compares rows key by key. Immutable. */
public final class RowOrder {
    private final SortKey[] keys;

    /** The order by these keys, the first one counting most. */
    public RowOrder(List<SortKey> keys) {
        this.keys = keys.toArray(SortKey[]::new);
    }

    /** Compares two rows of one batch. */
    public int compare(Batch rows, int left, int right) {
        return compareFrom(0, rows, left, right);
    }

    /** Compares two rows of one batch by the keys from one on. */
    int compareFrom(int firstKey, Batch rows, int left, int right) {
        for (int i = firstKey; i < keys.length; i++) {
            Column column = rows.column(keys[i].column());
            int order = compare(keys[i], column.isNull(left), column.isNull(right));
            if (order == 0 && !column.isNull(left)) {
                order = directed(keys[i], column.compare(left, column, right));
            }
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Compares rows of two batches. */
    public int compare(Batch left, int leftRow, Batch right, int rightRow) {
        for (SortKey key : keys) {
            Column leftColumn = left.column(key.column());
            Column rightColumn = right.column(key.column());
            int order = compare(key, leftColumn.isNull(leftRow), rightColumn.isNull(rightRow));
            if (order == 0 && !leftColumn.isNull(leftRow)) {
                order = directed(key, leftColumn.compare(leftRow, rightColumn, rightRow));
            }
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(SortKey key, boolean leftIsNull, boolean rightIsNull) {
        if (leftIsNull == rightIsNull) {
            return 0;
        }
        return leftIsNull == key.nullsFirst() ? -1 : 1;
    }

    private static int directed(SortKey key, int order) {
        return key.isDescending() ? -order : order;
    }
}
