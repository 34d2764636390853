package org.cairndb.planner.exec.scalar;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;

/** A long column as doubles, each divided by a constant: integers and narrow decimals. */
final class ToDouble implements Expression {
    private final Expression operand;
    private final double divisor;

    ToDouble(Expression operand, double divisor) {
        this.operand = operand;
        this.divisor = divisor;
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        LongColumn column = (LongColumn) operand.evaluate(batch, context);
        double[] result = new double[batch.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = column.get(i) / divisor;
        }
        return new DoubleColumn(result, result.length, column.nulls());
    }

    @Override
    public boolean canFail() {
        return operand.canFail();
    }
}
