package org.cairndb.planner.exec.scalar;

import java.util.Arrays;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;

/** Whether a long lies in one of several intervals, whose bounds are inclusive, disjoint and ascending; null where it is null. */
final class LongIntervals extends Condition implements Negatable {
    private final Expression operand;
    private final long[] lows;
    private final long[] highs;
    private final boolean isInside;

    LongIntervals(Expression operand, long[] lows, long[] highs, boolean isInside) {
        this.operand = operand;
        this.lows = lows.clone();
        this.highs = highs.clone();
        this.isInside = isInside;
    }

    @Override
    public Expression negated() {
        return new LongIntervals(operand, lows, highs, !isInside);
    }

    private LongColumn values(Batch batch, ExecutionContext context) {
        return (LongColumn) operand.evaluate(batch, context);
    }

    @Override
    int selectRows(Rows rows, int[] kept, ExecutionContext context) {
        LongColumn column = values(rows.batch, context);
        return lows.length == 1
                ? LongTests.select(column, new LongTests.Range(lows[0], highs[0], isInside), rows, kept)
                : keep(rows, column.nulls(), test(column), kept);
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        LongColumn column = values(batch, context);
        int size = batch.size();
        if (lows.length == 1) {
            long[] result = LongTests.evaluate(column, new LongTests.Range(lows[0], highs[0], isInside), size);
            return new LongColumn(result, size, column.nulls());
        }
        RowTest test = test(column);
        long[] result = new long[size];
        for (int row = 0; row < size; row++) {
            result[row] = test.test(row) ? 1 : 0;
        }
        return new LongColumn(result, size, column.nulls());
    }

    private RowTest test(LongColumn column) {
        return row -> contains(column.get(row)) == isInside;
    }

    private boolean contains(long value) {
        int place = Arrays.binarySearch(lows, value);
        int interval = place >= 0 ? place : -place - 2;
        return interval >= 0 && value <= highs[interval];
    }

    @Override
    public boolean canFail() {
        return operand.canFail();
    }

    @Override
    int operandCost() {
        return operand.cost();
    }
}
