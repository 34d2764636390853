package org.cairndb.planner.exec.scalar;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.TextColumn;

/** IN and NOT IN a list of constants without null; null where the operand is null. */
final class InList extends Condition implements Negatable {
    private final Expression operand;
    private final ValueSet values;
    private final boolean isIn;

    InList(Expression operand, ValueSet values, boolean isIn) {
        this.operand = operand;
        this.values = values;
        this.isIn = isIn;
    }

    @Override
    public Expression negated() {
        return new InList(operand, values, !isIn);
    }

    @Override
    int selectRows(Rows rows, int[] kept, ExecutionContext context) {
        Column column = operand.evaluate(rows.batch, context);
        return keep(rows, column.nulls(), test(column, rows.count), kept);
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        Column column = operand.evaluate(batch, context);
        RowTest test = test(column, batch.size());
        long[] result = new long[batch.size()];
        for (int row = 0; row < result.length; row++) {
            result[row] = !column.isNull(row) && test.test(row) ? 1 : 0;
        }
        return new LongColumn(result, result.length, column.nulls());
    }

    private RowTest test(Column column, int rowCount) {
        return column instanceof TextColumn text
                ? EntryTests.of(text, rowCount, entries -> row -> values.contains(entries, row) == isIn)
                : row -> values.contains(column, row) == isIn;
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
