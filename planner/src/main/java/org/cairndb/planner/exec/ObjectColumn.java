package org.cairndb.planner.exec;

import org.jspecify.annotations.Nullable;

/** Values of types that have no vector, such as intervals; they only come from row-at-a-time operators and are only handed on. */
public final class ObjectColumn extends Column {
    private final @Nullable Object[] values;

    /** Rows are the elements; null is null. */
    public ObjectColumn(@Nullable Object[] values, int size) {
        super(size, nullsOf(values, size));
        this.values = values;
    }

    private static boolean[] nullsOf(@Nullable Object[] values, int size) {
        boolean[] nulls = new boolean[size];
        for (int i = 0; i < size; i++) {
            nulls[i] = values[i] == null;
        }
        return nulls;
    }

    /** Value of a row. */
    public @Nullable Object get(int row) {
        return values[row];
    }

    @Override
    public ObjectColumn gather(int[] rows, int count) {
        @Nullable Object[] gathered = new Object[count];
        for (int i = 0; i < count; i++) {
            gathered[i] = rows[i] < 0 ? null : values[rows[i]];
        }
        return new ObjectColumn(gathered, count);
    }

    @Override
    public long hash(int row) {
        Object value = values[row];
        return value == null ? 0 : mix(value.hashCode());
    }

    @Override
    @SuppressWarnings("unchecked") // values of one column have one class, which is comparable
    public int compare(int row, Column other, int otherRow) {
        Object left = values[row];
        Object right = ((ObjectColumn) other).values[otherRow];
        if (left == null || right == null) {
            throw new IllegalStateException("A null was compared");
        }
        return ((Comparable<Object>) left).compareTo(right);
    }
}
