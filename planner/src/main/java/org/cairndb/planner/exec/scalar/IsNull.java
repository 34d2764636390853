package org.cairndb.planner.exec.scalar;

import java.util.Arrays;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;

/** IS NULL and IS NOT NULL. */
final class IsNull extends Condition implements Negatable {
    private final Expression operand;
    private final boolean wanted;

    IsNull(Expression operand, boolean wanted) {
        this.operand = operand;
        this.wanted = wanted;
    }

    @Override
    public Expression negated() {
        return new IsNull(operand, !wanted);
    }

    @Override
    int selectRows(Rows rows, int[] kept, ExecutionContext context) {
        boolean[] nulls = operand.evaluate(rows.batch, context).nulls();
        if (nulls == null) {
            return wanted ? 0 : keep(rows, null, row -> true, kept);
        }
        return keep(rows, null, row -> nulls[row] == wanted, kept);
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        boolean[] nulls = operand.evaluate(batch, context).nulls();
        long[] result = new long[batch.size()];
        if (nulls == null) {
            Arrays.fill(result, wanted ? 0 : 1);
        } else {
            for (int i = 0; i < result.length; i++) {
                result[i] = nulls[i] == wanted ? 1 : 0;
            }
        }
        return new LongColumn(result, result.length, null);
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
