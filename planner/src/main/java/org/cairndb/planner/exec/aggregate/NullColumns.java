package org.cairndb.planner.exec.aggregate;

import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;

/** Columns of nothing but nulls. */
final class NullColumns {
    private NullColumns() {}

    static Column of(ColumnType type, int size) {
        ColumnBuilder builder = ColumnBuilder.of(type);
        for (int i = 0; i < size; i++) {
            builder.appendNull();
        }
        return builder.build();
    }
}
