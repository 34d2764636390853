package org.cairndb.planner.exec.scalar;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.TextColumn;
import org.jspecify.annotations.Nullable;

/**
 * A function of operands. Where the only operand that is not constant is text of a small dictionary, it is computed once an entry instead of once a row; one
 * that can fail only looks at entries that occur.
 */
final class ScalarFunction implements Expression {
    private static final Batch ONE_ROW = new Batch(new Column[0], 1);

    private final ColumnType type;
    private final List<Expression> operands;
    private final Traits traits;
    private final Kernel kernel;

    /** What else there is to know of a function. */
    enum Traits {
        /** Null where an operand is, and never fails. */
        SAFE,
        /** Null where an operand is; some values make it throw. */
        FAILS,
        /** Sees nulls, and never fails. */
        SEES_NULLS
    }

    ScalarFunction(ColumnType type, List<Expression> operands, Traits traits, Kernel kernel) {
        this.type = type;
        this.operands = List.copyOf(operands);
        this.traits = traits;
        this.kernel = kernel;
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        int size = batch.size();
        if (size == 0) {
            return ColumnBuilder.of(type).build();
        }
        Arguments arguments = Arguments.of(operands, batch, context);
        if (traits == Traits.SEES_NULLS) {
            return kernel.apply(arguments, size, null);
        }
        boolean[] nulls = arguments.nulls(size);
        int coded = arguments.soleCoded(size);
        return coded < 0 ? kernel.apply(arguments, size, nulls) : overDictionary(arguments, coded, size, nulls);
    }

    private Column overDictionary(Arguments arguments, int argument, int size, boolean @Nullable [] nulls) {
        TextColumn coded = arguments.text(argument);
        TextColumn dictionary = coded.dictionary();
        boolean[] unused = traits == Traits.FAILS ? Kernel.unusedEntries(coded, size, nulls) : null;
        Column entries = kernel.apply(arguments.with(argument, dictionary), dictionary.size(), unused);
        if (entries instanceof TextColumn text) {
            return coded.recoded(text);
        }
        if (entries instanceof LongColumn longs) {
            long[] result = new long[size];
            for (int row = 0; row < size; row++) {
                result[row] = nulls != null && nulls[row] ? 0 : longs.get(coded.code(row));
            }
            return new LongColumn(result, size, nulls);
        }
        if (entries instanceof DoubleColumn doubles) {
            double[] result = new double[size];
            for (int row = 0; row < size; row++) {
                result[row] = nulls != null && nulls[row] ? 0 : doubles.get(coded.code(row));
            }
            return new DoubleColumn(result, size, nulls);
        }
        int[] rows = new int[size];
        for (int row = 0; row < size; row++) {
            rows[row] = nulls != null && nulls[row] ? -1 : coded.code(row);
        }
        return entries.gather(rows, size);
    }

    @Override
    public @Nullable Column constant(ExecutionContext context) {
        for (Expression operand : operands) {
            if (operand.constant(context) == null) {
                return null;
            }
        }
        return evaluate(ONE_ROW, context);
    }

    @Override
    public boolean canFail() {
        return traits == Traits.FAILS || operands.stream().anyMatch(Expression::canFail);
    }

    @Override
    public int cost() {
        return 20 + operands.stream().mapToInt(Expression::cost).sum();
    }
}
