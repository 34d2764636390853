package org.cairndb.cli.output;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that are computed as they are printed; each has as many cells as there are columns. */
public final class ListRows implements Rows {
    private final List<Column> columns;
    private final Iterator<List<@Nullable String>> rows;
    private List<@Nullable String> current = List.of();

    /** These rows under these columns. */
    public ListRows(List<Column> columns, Iterable<List<@Nullable String>> rows) {
        this.columns = List.copyOf(columns);
        this.rows = rows.iterator();
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        boolean more = rows.hasNext();
        current = more ? rows.next() : List.of();
        return more;
    }

    @Override
    public @Nullable String cell(int column) {
        return current.get(column);
    }
}
