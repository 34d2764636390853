package org.cairndb.planner.exec.aggregate;

import java.util.List;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.TextColumn;
import org.jspecify.annotations.Nullable;

/** Orders rows of some columns. Each value has a long that decides most comparisons. */
final class RowOrder {
    private static final int ROWS_BETWEEN_CHECKS = 1 << 14;

    private final List<Key> keys;
    private final Runnable check;
    private int sorted;

    /** An order by keys; while rows are sorted, a check is run now and then. */
    RowOrder(List<Key> keys, Runnable check) {
        this.keys = keys;
        this.check = check;
    }

    /** A column to order by. */
    static final class Key {
        private final Column column;
        private final boolean isDescending;
        private final boolean nullsFirst;
        private final long[] heads;
        private final boolean isExact;
        private final boolean @Nullable [] nulls;

        Key(Column column, boolean isDescending, boolean nullsFirst) {
            this.column = column;
            this.isDescending = isDescending;
            this.nullsFirst = nullsFirst;
            this.heads = new long[column.size()];
            this.isExact = column instanceof LongColumn || column instanceof DoubleColumn;
            this.nulls = column.nulls();
            for (int row = 0; row < heads.length; row++) {
                heads[row] = head(column, row);
            }
        }

        private static long head(Column column, int row) {
            if (column instanceof LongColumn longs) {
                return longs.get(row);
            }
            if (column instanceof DoubleColumn doubles) {
                return DoubleBits.of(doubles.get(row));
            }
            return column instanceof TextColumn text
                    ? TextExtreme.head(text.bytes(), text.start(row), text.length(row)) ^ Long.MIN_VALUE
                    : 0;
        }

        private int compare(int a, int b) {
            if (nulls != null && (nulls[a] || nulls[b])) {
                int order = nulls[a] == nulls[b] ? 0 : nulls[a] ? -1 : 1;
                return nullsFirst ? order : -order;
            }
            int order = Long.compare(heads[a], heads[b]);
            if (order == 0 && !isExact) {
                order = column.compare(a, column, b);
            }
            return isDescending ? -order : order;
        }
    }

    /** Sorts rows; equal ones keep their order. */
    void sort(int[] rows) {
        if (!keys.isEmpty() && rows.length > 1) {
            sort(rows, rows.clone(), 0, rows.length);
        }
    }

    /** Sorts a range of {@code target}; {@code source} has the same elements there. */
    private void sort(int[] target, int[] source, int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        sort(source, target, from, middle);
        sort(source, target, middle, to);
        sorted += to - from;
        if (sorted >= ROWS_BETWEEN_CHECKS) {
            sorted = 0;
            check.run();
        }
        int left = from;
        int right = middle;
        for (int i = from; i < to; i++) {
            boolean takeLeft = right >= to || (left < middle && compare(source[left], source[right]) <= 0);
            target[i] = takeLeft ? source[left++] : source[right++];
        }
    }

    /** Order of two rows. */
    int compare(int a, int b) {
        for (Key key : keys) {
            int order = key.compare(a, b);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
