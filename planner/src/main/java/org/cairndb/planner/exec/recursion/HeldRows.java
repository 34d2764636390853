package org.cairndb.planner.exec.recursion;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.jspecify.annotations.Nullable;

/** Rows that the execution knows as parameters, one a column, of any number of rows. */
public final class HeldRows implements Operator {
    private static final int ROWS_AT_ONCE = 8192;

    private final Batch rows;
    private int position;

    /** Gives out the parameters from one on. */
    public HeldRows(int firstParameter, int count, ExecutionContext context) {
        Column[] columns = new Column[count];
        for (int i = 0; i < count; i++) {
            columns[i] = context.parameter(firstParameter + i);
        }
        this.rows = new Batch(columns, columns[0].size());
    }

    @Override
    public @Nullable Batch next() {
        int count = Math.min(ROWS_AT_ONCE, rows.rowCount() - position);
        if (count == 0) {
            return null;
        }
        Batch batch = rows.range(position, count);
        position += count;
        return batch;
    }

    @Override
    public void close() {}
}
