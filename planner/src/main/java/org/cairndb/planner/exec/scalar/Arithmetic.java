package org.cairndb.planner.exec.scalar;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.Nulls;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

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

    private final Operation operation;
    private final Expression left;
    private final Expression right;

    Arithmetic(Operation operation, Expression left, Expression right) {
        this.operation = operation;
        this.left = left;
        this.right = right;
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        Column a = left.evaluate(batch, context);
        Column b = right.evaluate(batch, context);
        boolean[] nulls = Nulls.either(a, b);
        int size = batch.size();
        if (a instanceof DoubleColumn x && b instanceof DoubleColumn y) {
            double[] result = new double[size];
            for (int i = 0; i < size; i++) {
                result[i] = nulls != null && nulls[i] ? 0 : apply(x.get(i), y.get(i));
            }
            return new DoubleColumn(result, size, nulls);
        }
        long[] result = new long[size];
        LongColumn x = (LongColumn) a;
        LongColumn y = (LongColumn) b;
        try {
            for (int i = 0; i < size; i++) {
                result[i] = nulls != null && nulls[i] ? 0 : apply(x.get(i), y.get(i));
            }
        } catch (ArithmeticException e) {
            throw new CairnException(
                    ErrorCode.VALUE_OUT_OF_RANGE,
                    "A result of integer arithmetic does not fit 64 bits; cast an operand to DOUBLE or DECIMAL",
                    e);
        }
        return new LongColumn(result, size, nulls);
    }

    private double apply(double x, double y) {
        return switch (operation) {
            case PLUS -> x + y;
            case MINUS -> x - y;
            case TIMES -> x * y;
            case DIVIDE -> {
                if (y == 0) {
                    throw divisionByZero();
                }
                yield x / y;
            }
            case MODULO -> {
                if (y == 0) {
                    throw divisionByZero();
                }
                yield x % y;
            }
        };
    }

    private long apply(long x, long y) {
        return switch (operation) {
            case PLUS -> Math.addExact(x, y);
            case MINUS -> Math.subtractExact(x, y);
            case TIMES -> Math.multiplyExact(x, y);
            case DIVIDE -> {
                if (y == 0) {
                    throw divisionByZero();
                }
                yield y == -1 ? Math.negateExact(x) : x / y;
            }
            case MODULO -> {
                if (y == 0) {
                    throw divisionByZero();
                }
                yield y == -1 ? 0 : x % y;
            }
        };
    }

    private static CairnException divisionByZero() {
        return new CairnException(ErrorCode.DIVISION_BY_ZERO, "Division by zero; guard the divisor with NULLIF");
    }

    @Override
    public boolean canFail() {
        return true;
    }
}
