package org.cairndb.planner.exec.scalar;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.TextColumn;

/** Characters (code points) of UTF-8 text. */
final class TextLength implements Expression {
    private final Expression operand;

    TextLength(Expression operand) {
        this.operand = operand;
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        TextColumn column = (TextColumn) operand.evaluate(batch, context);
        byte[] bytes = column.bytes();
        long[] result = new long[batch.size()];
        for (int i = 0; i < result.length; i++) {
            int start = column.start(i);
            int end = start + column.length(i);
            int count = 0;
            for (int at = start; at < end; at++) {
                count += (bytes[at] & 0xC0) == 0x80 ? 0 : 1;
            }
            result[i] = count;
        }
        return new LongColumn(result, result.length, column.nulls());
    }

    @Override
    public boolean canFail() {
        return operand.canFail();
    }
}
