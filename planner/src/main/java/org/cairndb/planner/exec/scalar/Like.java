package org.cairndb.planner.exec.scalar;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.TextColumn;
import org.jspecify.annotations.Nullable;

/** LIKE and NOT LIKE on UTF-8 text. A constant pattern is translated once a batch. */
final class Like extends Condition implements Negatable {
    private final List<Expression> operands;
    private final @Nullable Character escape;
    private final boolean wanted;

    Like(List<Expression> valueAndPattern, @Nullable Character escape, boolean wanted) {
        this.operands = List.copyOf(valueAndPattern);
        this.escape = escape;
        this.wanted = wanted;
    }

    @Override
    public Expression negated() {
        return new Like(operands, escape, !wanted);
    }

    @Override
    int selectRows(Rows rows, int[] kept, ExecutionContext context) {
        if (rows.count == 0) {
            return 0;
        }
        Arguments arguments = Arguments.of(operands, rows.batch, context);
        boolean[] nulls = arguments.nulls(rows.batch.size());
        return isNever(arguments) ? 0 : keep(rows, nulls, test(arguments, rows.count), kept);
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        int size = batch.size();
        long[] result = new long[size];
        if (size == 0) {
            return new LongColumn(result, 0, null);
        }
        Arguments arguments = Arguments.of(operands, batch, context);
        boolean[] nulls = arguments.nulls(size);
        if (!isNever(arguments)) {
            RowTest test = test(arguments, size);
            for (int row = 0; row < size; row++) {
                result[row] = (nulls == null || !nulls[row]) && test.test(row) ? 1 : 0;
            }
        }
        return new LongColumn(result, size, nulls);
    }

    private static boolean isNever(Arguments arguments) {
        return arguments.isConstant(1) && arguments.isNull(1, 0);
    }

    private RowTest test(Arguments arguments, int rowCount) {
        if (arguments.isConstant(1)) {
            LikePattern pattern = LikePattern.of(arguments.stringAt(1, 0), escape);
            if (arguments.isConstant(0)) {
                RowTest test = test(arguments.text(0), pattern);
                return row -> test.test(0);
            }
            return EntryTests.of(arguments.text(0), rowCount, entries -> test(entries, pattern));
        }
        TextColumn values = arguments.text(0);
        return row -> {
            LikePattern pattern = LikePattern.of(arguments.stringAt(1, row), escape);
            return test(values, pattern).test(arguments.place(0, row));
        };
    }

    private RowTest test(TextColumn values, LikePattern pattern) {
        byte[] bytes = values.bytes();
        return row -> {
            int start = values.start(row);
            return pattern.matches(bytes, start, start + values.length(row)) == wanted;
        };
    }

    @Override
    public boolean canFail() {
        return escape != null || operands.get(0).canFail() || operands.get(1).canFail();
    }

    @Override
    int operandCost() {
        return operands.get(0).cost() + operands.get(1).cost();
    }

    @Override
    public int cost() {
        return 20 + operandCost();
    }
}
