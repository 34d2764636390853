package org.cairndb.planner.exec.scalar;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.WideColumn;
import org.cairndb.planner.exec.scalar.Arithmetic.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic on decimals and integers with a decimal result, rounded half up to its scale; null where either operand is null. As long as operands and results fit
 * 64 bits it is arithmetic on longs; a batch with a result that does not fit is computed in 128 bits.
 */
final class DecimalArithmetic implements Expression {
    private static final Batch ONE_ROW = new Batch(new Column[0], 1);
    private static final int MAX_PRECISION = 38;

    private final Operation operation;
    private final List<Expression> operands;
    private final List<ColumnType> types;
    private final ColumnType result;
    private final boolean isExact;

    DecimalArithmetic(Operation operation, List<Expression> operands, List<ColumnType> types, ColumnType result) {
        this.operation = operation;
        this.operands = List.copyOf(operands);
        this.types = List.copyOf(types);
        this.result = result;
        this.isExact = switch (operation) {
            case PLUS, MINUS -> scale(0) <= result.scale() && scale(1) <= result.scale();
            case TIMES -> scale(0) + scale(1) == result.scale();
            case DIVIDE, MODULO -> false;
        };
    }

    private int scale(int operand) {
        return types.get(operand).scale();
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        int size = batch.size();
        Arguments arguments = Arguments.of(operands, batch, context);
        boolean[] nulls = arguments.nulls(size);
        if (isExact
                && arguments.column(0) instanceof LongColumn left
                && arguments.column(1) instanceof LongColumn right) {
            long[] narrow = narrow(left, right, size, nulls);
            if (narrow != null) {
                return new LongColumn(narrow, size, nulls);
            }
        }
        WideSink sink = new WideSink(result, size);
        for (int row = 0; row < size; row++) {
            if (nulls == null || !nulls[row]) {
                wideRow(arguments, row, sink);
            }
        }
        return sink.column(nulls);
    }

    private long @Nullable [] narrow(LongColumn left, LongColumn right, int size, boolean @Nullable [] nulls) {
        if (operation == Operation.TIMES) {
            return LongArithmetic.multiply(new LongArithmetic.Operands(left, right, size, nulls));
        }
        LongColumn a = scaled(left, result.scale() - scale(0));
        LongColumn b = scaled(right, result.scale() - scale(1));
        if (a == null || b == null) {
            return null;
        }
        LongArithmetic.Operands scaled = new LongArithmetic.Operands(a, b, size, nulls);
        return operation == Operation.PLUS ? LongArithmetic.add(scaled) : LongArithmetic.subtract(scaled);
    }

    /** A column times a power of ten, or null if that does not fit. */
    static @Nullable LongColumn scaled(LongColumn column, int digits) {
        if (digits == 0) {
            return column;
        }
        if (digits > Powers.MAX_LONG_DIGITS) {
            return null;
        }
        int size = column.size();
        LongColumn factor = LongColumn.constant(Powers.ofTen(digits), 1);
        long[] values = LongArithmetic.multiply(new LongArithmetic.Operands(column, factor, size, column.nulls()));
        return values == null ? null : new LongColumn(values, size, column.nulls());
    }

    private void wideRow(Arguments arguments, int row, WideSink sink) {
        boolean isNarrow = arguments.column(0) instanceof LongColumn && arguments.column(1) instanceof LongColumn;
        if (isExact && isNarrow && operation == Operation.TIMES) {
            long left = arguments.longAt(0, row);
            long right = arguments.longAt(1, row);
            sink.set(row, Math.multiplyHigh(left, right), left * right);
            return;
        }
        sink.set(row, exact(decimal(arguments, 0, row), decimal(arguments, 1, row)));
    }

    private BigDecimal exact(BigDecimal left, BigDecimal right) {
        return switch (operation) {
            case PLUS -> left.add(right);
            case MINUS -> left.subtract(right);
            case TIMES -> left.multiply(right);
            case DIVIDE -> left.divide(notZero(right), result.scale(), RoundingMode.HALF_UP);
            case MODULO -> left.remainder(notZero(right));
        };
    }

    private static BigDecimal notZero(BigDecimal divisor) {
        if (divisor.signum() == 0) {
            throw ScalarErrors.divisionByZero();
        }
        return divisor;
    }

    private BigDecimal decimal(Arguments arguments, int operand, int row) {
        return decimalAt(arguments, operand, row, scale(operand));
    }

    /** The value of an operand that is a decimal of a scale or an integer. */
    static BigDecimal decimalAt(Arguments arguments, int operand, int row, int scale) {
        int place = arguments.place(operand, row);
        if (arguments.column(operand) instanceof LongColumn narrow) {
            return BigDecimal.valueOf(narrow.get(place), scale);
        }
        BigInteger unscaled = ((WideColumn) arguments.column(operand)).integer(place);
        return new BigDecimal(unscaled, scale);
    }

    @Override
    public @Nullable Column constant(ExecutionContext context) {
        boolean isConstant =
                operands.get(0).constant(context) != null && operands.get(1).constant(context) != null;
        return isConstant ? evaluate(ONE_ROW, context) : null;
    }

    @Override
    public boolean canFail() {
        return !isExact
                || result.precision() >= MAX_PRECISION
                || operands.get(0).canFail()
                || operands.get(1).canFail();
    }

    @Override
    public int cost() {
        return 3 + operands.get(0).cost() + operands.get(1).cost();
    }
}
