package org.cairndb.planner.exec;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that exist as values in their run-time form; see {@link ColumnBuilder#appendValue}. */
public final class RowsOperator implements Operator {
    private static final int ROWS_AT_ONCE = 1024;

    private final List<ColumnType> types;
    private final Iterable<@Nullable Object[]> source;
    private @Nullable Iterator<@Nullable Object[]> rows;

    /** Gives out rows with a value of each type; asks for the first one when it is asked itself. */
    public RowsOperator(List<ColumnType> types, Iterable<@Nullable Object[]> rows) {
        this.types = List.copyOf(types);
        this.source = rows;
    }

    @Override
    public @Nullable Batch next() {
        Iterator<@Nullable Object[]> left = rows == null ? source.iterator() : rows;
        rows = left;
        if (!left.hasNext()) {
            return null;
        }
        ColumnBuilder[] builders = new ColumnBuilder[types.size()];
        for (int i = 0; i < builders.length; i++) {
            builders[i] = ColumnBuilder.of(types.get(i));
        }
        int size = 0;
        while (size < ROWS_AT_ONCE && left.hasNext()) {
            @Nullable Object[] row = left.next();
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
