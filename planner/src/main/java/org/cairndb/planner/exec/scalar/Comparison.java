package org.cairndb.planner.exec.scalar;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.Nulls;

/** Compares two expressions of one kind; null where either is null. */
public final class Comparison implements Expression {
    /** How to compare. The mask has a bit each for less (1), equal (2) and greater (4). */
    public enum Operator {
        /** Equal. */
        EQUAL(2),
        /** Not equal. */
        NOT_EQUAL(5),
        /** Less. */
        LESS(1),
        /** Less or equal. */
        AT_MOST(3),
        /** Greater. */
        GREATER(4),
        /** Greater or equal. */
        AT_LEAST(6);

        private final int mask;

        Operator(int mask) {
            this.mask = mask;
        }

        /** The operator for swapped operands. */
        public Operator mirrored() {
            return switch (this) {
                case EQUAL, NOT_EQUAL -> this;
                case LESS -> GREATER;
                case AT_MOST -> AT_LEAST;
                case GREATER -> LESS;
                case AT_LEAST -> AT_MOST;
            };
        }
    }

    private final Operator operator;
    private final Expression left;
    private final Expression right;

    Comparison(Operator operator, Expression left, Expression right) {
        this.operator = operator;
        this.left = left;
        this.right = right;
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        Column a = left.evaluate(batch, context);
        Column b = right.evaluate(batch, context);
        int size = batch.size();
        long[] result = new long[size];
        boolean[] nulls = Nulls.either(a, b);
        if (a instanceof LongColumn x && b instanceof LongColumn y) {
            compareLongs(x, y, result);
        } else if (a instanceof DoubleColumn x && b instanceof DoubleColumn y) {
            for (int i = 0; i < size; i++) {
                result[i] = outcome(DoubleColumn.compare(x.get(i), y.get(i)));
            }
        } else if (operator == Operator.EQUAL || operator == Operator.NOT_EQUAL) {
            long onEqual = operator == Operator.EQUAL ? 1 : 0;
            for (int i = 0; i < size; i++) {
                result[i] = (nulls == null || !nulls[i]) && a.equal(i, b, i) ? onEqual : 1 - onEqual;
            }
        } else {
            for (int i = 0; i < size; i++) {
                result[i] = nulls != null && nulls[i] ? 0 : outcome(Integer.signum(a.compare(i, b, i)));
            }
        }
        return new LongColumn(result, size, nulls);
    }

    private void compareLongs(LongColumn x, LongColumn y, long[] result) {
        long[] left = x.array();
        long[] right = y.array();
        int leftOffset = x.offset();
        int rightOffset = y.offset();
        for (int i = 0; i < result.length; i++) {
            result[i] = outcome(Long.compare(left[leftOffset + i], right[rightOffset + i]));
        }
    }

    private long outcome(int order) {
        return (operator.mask >> (order + 1)) & 1;
    }

    @Override
    public boolean canFail() {
        return left.canFail() || right.canFail();
    }
}
