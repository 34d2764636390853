package org.cairndb.planner.exec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All rows of an operator as one batch. */
public final class RowBuffer {
    private RowBuffer() {}

    /** Reads an operator to its end; it stays open. */
    public static Batch drain(Operator operator, List<ColumnType> types) {
        List<Batch> batches = new ArrayList<>();
        @Nullable Batch batch;
        while ((batch = operator.next()) != null) {
            batches.add(batch);
        }
        if (batches.size() == 1) {
            return batches.get(0).compact();
        }
        Column[] columns = new Column[types.size()];
        int size = 0;
        for (int i = 0; i < columns.length; i++) {
            ColumnBuilder builder = ColumnBuilder.of(types.get(i));
            for (Batch part : batches) {
                append(part, i, builder);
            }
            columns[i] = builder.build();
        }
        for (Batch part : batches) {
            size = Math.addExact(size, part.rowCount());
        }
        return new Batch(columns, size);
    }

    private static void append(Batch batch, int column, ColumnBuilder builder) {
        Column source = batch.column(column);
        for (int i = 0; i < batch.rowCount(); i++) {
            builder.append(source, batch.row(i));
        }
    }
}
