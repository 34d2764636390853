package org.cairndb.planner.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All rows of an input in order; rows that compare equal keep theirs. */
public final class SortOperator implements Operator {
    private static final int ROWS_AT_ONCE = 8192;

    private final Operator input;
    private final List<ColumnType> types;
    private final List<Key> keys;
    private @Nullable Batch sorted;
    private int position;

    /**
     * A column to sort by.
     *
     * @param column ordinal of the column
     * @param isDescending whether great values come first
     * @param nullsFirst whether nulls come first
     */
    public record Key(int column, boolean isDescending, boolean nullsFirst) {}

    /** Sorts an input, which this operator closes. */
    public SortOperator(Operator input, List<ColumnType> types, List<Key> keys) {
        this.input = input;
        this.types = List.copyOf(types);
        this.keys = List.copyOf(keys);
    }

    @Override
    public @Nullable Batch next() {
        Batch all = sorted;
        if (all == null) {
            all = sort(RowBuffer.drain(input, types));
            sorted = all;
        }
        int count = Math.min(ROWS_AT_ONCE, all.rowCount() - position);
        if (count == 0) {
            return null;
        }
        Batch batch = all.range(position, count);
        position += count;
        return batch;
    }

    private Batch sort(Batch rows) {
        int[] order = new int[rows.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        RowComparator comparator = new RowComparator(rows, keys);
        mergeSort(order, order.clone(), new Range(0, order.length), comparator);
        return rows.select(order, order.length);
    }

    private record Range(int from, int to) {}

    /** Sorts a range of {@code target}; {@code source} has the same elements there. */
    private static void mergeSort(int[] target, int[] source, Range range, RowComparator comparator) {
        if (range.to - range.from < 2) {
            return;
        }
        int middle = (range.from + range.to) >>> 1;
        mergeSort(source, target, new Range(range.from, middle), comparator);
        mergeSort(source, target, new Range(middle, range.to), comparator);
        int left = range.from;
        int right = middle;
        for (int i = range.from; i < range.to; i++) {
            boolean takeLeft =
                    right >= range.to || (left < middle && comparator.compare(source[left], source[right]) <= 0);
            target[i] = takeLeft ? source[left++] : source[right++];
        }
    }

    /** Orders rows of one batch. */
    private static final class RowComparator {
        private final Column[] columns;
        private final List<Key> keys;

        RowComparator(Batch rows, List<Key> keys) {
            this.keys = keys;
            this.columns = rows.columns(keys.stream().map(Key::column).toList());
        }

        int compare(int a, int b) {
            for (int i = 0; i < columns.length; i++) {
                int order = compare(columns[i], keys.get(i), a, b);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }

        private static int compare(Column column, Key key, int a, int b) {
            boolean aNull = column.isNull(a);
            boolean bNull = column.isNull(b);
            if (aNull || bNull) {
                int order = aNull == bNull ? 0 : aNull ? -1 : 1;
                return key.nullsFirst ? order : -order;
            }
            int order = column.compare(a, column, b);
            return key.isDescending ? -order : order;
        }
    }

    @Override
    public void close() {
        input.close();
    }
}
