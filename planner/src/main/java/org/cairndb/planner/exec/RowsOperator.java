package org.cairndb.planner.exec;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that exist as values in their run-time form; see {@link ColumnBuilder#appendValue}. */
public final class RowsOperator implements Operator {
    private static final int ROWS_AT_ONCE = 1024;

    private final List<ColumnType> types;
    private final Iterator<@Nullable Object[]> rows;

    /** Gives out rows with a value of each type. */
    public RowsOperator(List<ColumnType> types, Iterable<@Nullable Object[]> rows) {
        this.types = List.copyOf(types);
        this.rows = rows.iterator();
    }

    @Override
    public @Nullable Batch next() {
        if (!rows.hasNext()) {
            return null;
        }
        ColumnBuilder[] builders = new ColumnBuilder[types.size()];
        for (int i = 0; i < builders.length; i++) {
            builders[i] = ColumnBuilder.of(types.get(i));
        }
        int size = 0;
        while (size < ROWS_AT_ONCE && rows.hasNext()) {
            @Nullable Object[] row = rows.next();
            for (int i = 0; i < builders.length; i++) {
                builders[i].appendValue(row[i]);
            }
            size++;
        }
        Column[] columns = new Column[builders.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = builders[i].build();
        }
        return new Batch(columns, size);
    }

    @Override
    public void close() {}
}
