package org.cairndb.planner.exec.sort;

import java.util.Arrays;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Operator;
import org.jspecify.annotations.Nullable;

/** Rows of one batch in an order of their own. */
final class OrderedRows implements Operator {
    private static final int ROWS_AT_ONCE = 8192;

    private final Batch rows;
    private final int[] order;
    private int position;

    OrderedRows(Batch rows, int[] order) {
        this.rows = rows;
        this.order = order;
    }

    @Override
    public @Nullable Batch next() {
        int count = Math.min(ROWS_AT_ONCE, order.length - position);
        if (count == 0) {
            return null;
        }
        int[] some = Arrays.copyOfRange(order, position, position + count);
        position += count;
        return rows.select(some, count).compact();
    }

    @Override
    public void close() {}
}
