package org.cairndb.planner.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of rows as columns, with a selection of the rows that count. Immutable.
 *
 * <p>Columns address rows 0 to size - 1. Where a selection exists, the rows of the batch are {@code selection[0 .. selected - 1]}, ascending or
 * not; without one they are all rows.
 */
public final class Batch {
    private final Column[] columns;
    private final int size;
    private final int @Nullable [] selection;
    private final int selected;

    /** All rows of these columns. */
    public Batch(Column[] columns, int size) {
        this(columns, size, null, size);
    }

    private Batch(Column[] columns, int size, int @Nullable [] selection, int selected) {
        this.columns = columns;
        this.size = size;
        this.selection = selection;
        this.selected = selected;
    }

    /** The same columns with only the first {@code count} of these rows. */
    public Batch select(int[] rows, int count) {
        return new Batch(columns, size, rows, count);
    }

    /** Other columns of the same size with the same selection. */
    public Batch withColumns(Column[] newColumns) {
        return new Batch(newColumns, size, selection, selected);
    }

    /** Rows that count. */
    public int rowCount() {
        return selected;
    }

    /** Rows that the columns have, selected or not. */
    public int size() {
        return size;
    }

    /** The selected rows, or null where all rows are; read-only and possibly longer than {@link #rowCount}. */
    public int @Nullable [] selection() {
        return selection;
    }

    /** The column row of the n-th row that counts. */
    public int row(int ordinal) {
        return selection == null ? ordinal : selection[ordinal];
    }

    /** A column. */
    public Column column(int ordinal) {
        return columns[ordinal];
    }

    /** Some columns. */
    public Column[] columns(List<Integer> ordinals) {
        Column[] chosen = new Column[ordinals.size()];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = columns[ordinals.get(i)];
        }
        return chosen;
    }

    /** Number of columns. */
    public int columnCount() {
        return columns.length;
    }

    /** The same rows without a selection. */
    public Batch compact() {
        if (selection == null) {
            return this;
        }
        Column[] compacted = new Column[columns.length];
        for (int i = 0; i < columns.length; i++) {
            compacted[i] = columns[i].gather(selection, selected);
        }
        return new Batch(compacted, selected);
    }

    /** Rows [from, from + count) of those that count. */
    public Batch range(int from, int count) {
        if (from == 0 && count == selected) {
            return this;
        }
        int[] rows = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = row(from + i);
        }
        return select(rows, count);
    }
}
