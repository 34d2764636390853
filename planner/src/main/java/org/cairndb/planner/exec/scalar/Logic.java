package org.cairndb.planner.exec.scalar;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;

/** AND or OR in three-valued logic. An operand that can fail only sees the rows that the operands before it left open. */
final class Logic implements Expression {
    private final boolean isAnd;
    private final List<Expression> operands;

    Logic(boolean isAnd, List<Expression> operands) {
        this.isAnd = isAnd;
        this.operands = List.copyOf(operands);
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        int size = batch.size();
        long neutral = isAnd ? 1 : 0;
        long[] values = LongColumn.constant(neutral, size).array();
        boolean[] nulls = new boolean[size];
        for (Expression operand : operands) {
            if (operand.canFail()) {
                mergeOpenRows(operand, batch, context, values, nulls);
            } else {
                merge((LongColumn) operand.evaluate(batch, context), values, nulls);
            }
        }
        return new LongColumn(values, size, nulls);
    }

    private void merge(LongColumn column, long[] values, boolean[] nulls) {
        for (int i = 0; i < values.length; i++) {
            mergeRow(column, i, values, nulls, i);
        }
    }

    private void mergeOpenRows(
            Expression operand, Batch batch, ExecutionContext context, long[] values, boolean[] nulls) {
        long deciding = isAnd ? 0 : 1;
        int[] rows = new int[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (nulls[i] || values[i] != deciding) {
                rows[count++] = i;
            }
        }
        if (count == 0) {
            return;
        }
        LongColumn column =
                (LongColumn) operand.evaluate(batch.select(rows, count).compact(), context);
        for (int i = 0; i < count; i++) {
            mergeRow(column, i, values, nulls, rows[i]);
        }
    }

    private void mergeRow(LongColumn column, int row, long[] values, boolean[] nulls, int target) {
        long deciding = isAnd ? 0 : 1;
        boolean decided = !nulls[target] && values[target] == deciding;
        if (decided) {
            return;
        }
        if (column.isNull(row)) {
            nulls[target] = true;
        } else if (column.get(row) == deciding) {
            values[target] = deciding;
            nulls[target] = false;
        }
    }

    @Override
    public boolean canFail() {
        return operands.stream().anyMatch(Expression::canFail);
    }
}
