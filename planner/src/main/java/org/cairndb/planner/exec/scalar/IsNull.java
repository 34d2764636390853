package org.cairndb.planner.exec.scalar;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;

/** IS NULL and IS NOT NULL. */
final class IsNull implements Expression {
    private final Expression operand;
    private final boolean wanted;

    IsNull(Expression operand, boolean wanted) {
        this.operand = operand;
        this.wanted = wanted;
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        Column column = operand.evaluate(batch, context);
        long[] result = new long[batch.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = column.isNull(i) == wanted ? 1 : 0;
        }
        return new LongColumn(result, result.length, null);
    }

    @Override
    public boolean canFail() {
        return operand.canFail();
    }
}
