package org.cairndb.planner.exec.scalar;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.jspecify.annotations.Nullable;

/** Arithmetic on longs, refusing overflow, or on doubles; null where either operand is null. */
public final class Arithmetic implements Expression {
    /** What to do with the operands. */
    public enum Operation {
        /** Sum. */
        PLUS,
        /** Difference. */
        MINUS,
        /** Product. */
        TIMES,
        /** Quotient; of longs cut towards zero. */
        DIVIDE,
        /** Remainder with the sign of the first operand. */
        MODULO
    }

    private static final Batch ONE_ROW = new Batch(new Column[0], 1);

    private final Operation operation;
    private final List<Expression> operands;

    Arithmetic(Operation operation, Expression left, Expression right) {
        this.operation = operation;
        this.operands = List.of(left, right);
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        int size = batch.size();
        Arguments arguments = Arguments.of(operands, batch, context);
        boolean[] nulls = arguments.nulls(size);
        if (arguments.column(0) instanceof DoubleColumn) {
            return new DoubleColumn(doubles(arguments, size, nulls), size, nulls);
        }
        LongArithmetic.Operands longs = new LongArithmetic.Operands(
                (LongColumn) arguments.column(0), (LongColumn) arguments.column(1), size, nulls);
        long[] result = switch (operation) {
            case PLUS -> LongArithmetic.add(longs);
            case MINUS -> LongArithmetic.subtract(longs);
            case TIMES -> LongArithmetic.multiply(longs);
            case DIVIDE -> LongArithmetic.checked(longs, Arithmetic::quotient);
            case MODULO -> LongArithmetic.checked(longs, Arithmetic::remainder);
        };
        if (result == null) {
            throw ScalarErrors.longOverflow();
        }
        return new LongColumn(result, size, nulls);
    }

    private static long quotient(long left, long right) {
        if (right == 0) {
            throw ScalarErrors.divisionByZero();
        }
        return right == -1 ? Math.negateExact(left) : left / right;
    }

    static long remainder(long left, long right) {
        if (right == 0) {
            throw ScalarErrors.divisionByZero();
        }
        return right == -1 ? 0 : left % right;
    }

    private double[] doubles(Arguments arguments, int size, boolean @Nullable [] nulls) {
        double[] result = new double[size];
        DoubleColumn left = (DoubleColumn) arguments.column(0);
        DoubleColumn right = (DoubleColumn) arguments.column(1);
        int leftMask = arguments.place(0, -1);
        int rightMask = arguments.place(1, -1);
        switch (operation) {
            case PLUS -> {
                for (int i = 0; i < size; i++) {
                    result[i] = left.get(i & leftMask) + right.get(i & rightMask);
                }
            }
            case MINUS -> {
                for (int i = 0; i < size; i++) {
                    result[i] = left.get(i & leftMask) - right.get(i & rightMask);
                }
            }
            case TIMES -> {
                for (int i = 0; i < size; i++) {
                    result[i] = left.get(i & leftMask) * right.get(i & rightMask);
                }
            }
            case DIVIDE, MODULO -> {
                boolean isQuotient = operation == Operation.DIVIDE;
                for (int i = 0; i < size; i++) {
                    if (nulls != null && nulls[i]) {
                        continue;
                    }
                    double divisor = right.get(i & rightMask);
                    if (divisor == 0) {
                        throw ScalarErrors.divisionByZero();
                    }
                    double dividend = left.get(i & leftMask);
                    result[i] = isQuotient ? dividend / divisor : dividend % divisor;
                }
            }
        }
        return result;
    }

    @Override
    public @Nullable Column constant(ExecutionContext context) {
        boolean isConstant =
                operands.get(0).constant(context) != null && operands.get(1).constant(context) != null;
        return isConstant ? evaluate(ONE_ROW, context) : null;
    }

    @Override
    public boolean canFail() {
        return true;
    }

    @Override
    public int cost() {
        return 2 + operands.get(0).cost() + operands.get(1).cost();
    }
}
