package org.cairndb.planner.exec.history;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.scan.ValueColumns;
import org.jspecify.annotations.Nullable;

/** Collects versions of rows into a batch. Not thread-safe. */
final class VersionRows {
    private final List<VersionColumn> columns;
    /** For each column that shows a value, the number of the value in the history; otherwise not used. */
    private final int[] values;

    private final TxInstants instants;
    private final @Nullable ColumnBuilder[] builders;
    private final long[] entities;
    private final long[] froms;
    private final long[] tos;
    private int size;

    VersionRows(List<VersionColumn> columns, int[] values, TxInstants instants, int capacity) {
        this.columns = columns;
        this.values = values;
        this.instants = instants;
        this.builders = new @Nullable ColumnBuilder[columns.size()];
        for (int i = 0; i < builders.length; i++) {
            VersionColumn column = columns.get(i);
            builders[i] = column.kind() == VersionColumn.Kind.VALUE ? ColumnBuilder.of(column.type()) : null;
        }
        this.entities = new long[capacity];
        this.froms = new long[capacity];
        this.tos = new long[capacity];
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == froms.length;
    }

    /** Appends the version that a history stands at. */
    void append(long entity, EntityHistory history) {
        entities[size] = entity;
        froms[size] = history.from();
        tos[size] = history.to();
        for (int i = 0; i < builders.length; i++) {
            ColumnBuilder builder = builders[i];
            if (builder != null) {
                history.appendValue(values[i], builder);
            }
        }
        size++;
    }

    /** The rows; nothing must be appended afterwards. */
    Batch build() {
        TxColumns times = new TxColumns(froms, tos, size, instants);
        times.load(columns);
        Column[] built = new Column[columns.size()];
        for (int i = 0; i < built.length; i++) {
            ColumnBuilder builder = builders[i];
            VersionColumn column = columns.get(i);
            if (builder != null) {
                built[i] = ValueColumns.narrowed(builder.build(), column.type());
            } else if (column.kind() == VersionColumn.Kind.ENTITY) {
                built[i] = new LongColumn(entities, size, null);
            } else {
                built[i] = times.column(column.kind());
            }
        }
        return new Batch(built, size);
    }
}
