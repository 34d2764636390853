package org.cairndb.planner.exec.aggregate;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;

/** Lets each row through once; nulls are equal. Not thread-safe. */
public final class FirstRows {
    private final DistinctRows distinct;
    private final int width;

    /** No row has been there yet. */
    public FirstRows(List<ColumnType> types, ExecutionContext context) {
        this.distinct = new DistinctRows(types, false, context::checkCancelled);
        this.width = types.size();
    }

    /** The rows of a batch without selection that have not been there before. */
    public Batch of(Batch batch) {
        Column[] columns = new Column[width];
        for (int i = 0; i < width; i++) {
            columns[i] = batch.column(i);
        }
        Rows fresh = distinct.firsts(columns, Rows.of(batch, new int[batch.size()], true));
        return fresh.count == batch.size()
                ? batch
                : batch.select(selection(fresh), fresh.count).compact();
    }

    private static int[] selection(Rows rows) {
        int[] selection = new int[rows.count];
        for (int i = 0; i < selection.length; i++) {
            selection[i] = rows.row(i);
        }
        return selection;
    }

    /** Bytes that it holds. */
    public long bytes() {
        return distinct.bytes();
    }
}
