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
    private final @Nullable Column[] columns;
    private final int size;
    private final int @Nullable [] selection;
    private final int selected;
    private final @Nullable Origin origin;

    /** Where the columns of a narrowed batch come from. */
    private static final class Origin {
        private final Batch batch;
        private final int[] rows;

        Origin(Batch batch, int[] rows) {
            this.batch = batch;
            this.rows = rows;
        }
    }

    /** All rows of these columns. */
    public Batch(Column[] columns, int size) {
        this(columns, size, null, size, null);
    }

    private Batch(
            @Nullable Column[] columns, int size, int @Nullable [] selection, int selected, @Nullable Origin origin) {
        this.columns = columns;
        this.size = size;
        this.selection = selection;
        this.selected = selected;
        this.origin = origin;
    }

    /** The same columns with only the first {@code count} of these rows. */
    public Batch select(int[] rows, int count) {
        return new Batch(columns, size, rows, count, origin);
    }

    /** Other columns of the same size with the same selection. */
    public Batch withColumns(Column[] newColumns) {
        return new Batch(newColumns, size, selection, selected, null);
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
        Column column = columns[ordinal];
        if (column == null) {
            column = gathered(ordinal);
            columns[ordinal] = column;
        }
        return column;
    }

    private Column gathered(int ordinal) {
        Origin source = origin;
        if (source == null) {
            throw new IllegalStateException("The batch lacks column " + ordinal);
        }
        return source.batch.column(ordinal).gather(source.rows, size);
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
            compacted[i] = column(i).gather(selection, selected);
        }
        return new Batch(compacted, selected);
    }

    /**
     * Some rows of the columns as a batch without a selection. Columns are gathered when they are asked for, so those that an expression does not look
     * at cost nothing; the batch is for one thread and one use.
     */
    public Batch narrowed(int[] rows, int count) {
        return new Batch(new Column[columns.length], count, null, count, new Origin(this, rows));
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
