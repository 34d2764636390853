package org.cairndb.planner.exec.scalar;

import java.math.BigDecimal;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.WideColumn;
import org.jspecify.annotations.Nullable;

/** Integers and decimals of a scale as doubles. */
final class ToDouble implements Expression {
    private static final Batch ONE_ROW = new Batch(new Column[0], 1);

    private final Expression operand;
    private final int scale;
    private final double divisor;

    ToDouble(Expression operand, int scale) {
        this.operand = operand;
        this.scale = scale;
        this.divisor = Math.pow(10, scale);
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        Column column = operand.evaluate(batch, context);
        double[] result = new double[batch.size()];
        if (column instanceof LongColumn longs) {
            for (int i = 0; i < result.length; i++) {
                result[i] = longs.get(i) / divisor;
            }
        } else {
            WideColumn wide = (WideColumn) column;
            for (int i = 0; i < result.length; i++) {
                result[i] = wide.isNull(i) ? 0 : new BigDecimal(wide.integer(i), scale).doubleValue();
            }
        }
        return new DoubleColumn(result, result.length, column.nulls());
    }

    @Override
    public @Nullable Column constant(ExecutionContext context) {
        return operand.constant(context) == null ? null : evaluate(ONE_ROW, context);
    }

    @Override
    public boolean canFail() {
        return operand.canFail();
    }

    @Override
    public int cost() {
        return 1 + operand.cost();
    }
}
