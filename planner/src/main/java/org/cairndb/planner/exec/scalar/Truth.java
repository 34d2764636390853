package org.cairndb.planner.exec.scalar;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.jspecify.annotations.Nullable;

/** Maps the truth values of a boolean expression: NOT, IS TRUE and their like. */
public final class Truth implements Expression {
    /** Tests that never give null. */
    public enum Test {
        /** True stays true. */
        IS_TRUE,
        /** False becomes true. */
        IS_FALSE,
        /** False and null become true. */
        IS_NOT_TRUE,
        /** True and null become true. */
        IS_NOT_FALSE
    }

    private final Expression operand;
    private final long ifTrue;
    private final long ifFalse;
    private final @Nullable Long ifNull;

    Truth(Expression operand, long ifTrue, long ifFalse, @Nullable Long ifNull) {
        this.operand = operand;
        this.ifTrue = ifTrue;
        this.ifFalse = ifFalse;
        this.ifNull = ifNull;
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        LongColumn column = (LongColumn) operand.evaluate(batch, context);
        long[] result = new long[batch.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = column.get(i) != 0 ? ifTrue : ifFalse;
        }
        boolean[] nulls = column.nulls();
        if (nulls == null || ifNull == null) {
            return new LongColumn(result, result.length, nulls);
        }
        for (int i = 0; i < result.length; i++) {
            result[i] = nulls[i] ? ifNull : result[i];
        }
        return new LongColumn(result, result.length, null);
    }

    @Override
    public int select(Batch batch, int @Nullable [] rows, int count, int[] kept, ExecutionContext context) {
        boolean isSame = ifTrue == 1 && ifFalse == 0 && (ifNull == null || ifNull == 0);
        return isSame
                ? operand.select(batch, rows, count, kept, context)
                : Expression.super.select(batch, rows, count, kept, context);
    }

    @Override
    public boolean canFail() {
        return operand.canFail();
    }

    @Override
    public int cost() {
        return 2 + operand.cost();
    }
}
