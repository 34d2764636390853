package org.cairndb.planner.exec.scalar;

import org.cairndb.planner.exec.LongColumn;
import org.jspecify.annotations.Nullable;

/**
 * Exact arithmetic on columns of longs of equal size, or one of them a constant of one row. Loops first run without looking at single rows: sums note overflow
 * in a sign bit, products are safe if the bits that the operands use leave room. Only where that is in doubt is every row checked, and rows that are null left
 * out. Each operation gives null if a row does not fit 64 bits.
 */
final class LongArithmetic {
    private static final int SAFE_BITS = 62;

    private LongArithmetic() {}

    /** Two operands and the rows that are null in either. */
    record Operands(LongColumn left, LongColumn right, int size, boolean @Nullable [] nulls) {
        /** Repeats one of two constants, so that at most one operand is shorter than the rows. */
        Operands {
            if (left.size() == 1 && right.size() == 1 && size != 1) {
                left = left.gather(new int[size], size);
            }
        }

        boolean isLeftConstant() {
            return left.size() == 1 && size != 1;
        }

        boolean isRightConstant() {
            return right.size() == 1 && size != 1;
        }
    }

    static long @Nullable [] add(Operands operands) {
        long[] result = new long[operands.size];
        LongColumn left = operands.left;
        LongColumn right = operands.right;
        long overflow;
        if (operands.isRightConstant()) {
            overflow = addConstant(left, right.get(0), result);
        } else if (operands.isLeftConstant()) {
            overflow = addConstant(right, left.get(0), result);
        } else {
            overflow = addColumns(left, right, result);
        }
        return overflow >= 0 ? result : checked(operands, Math::addExact);
    }

    private static long addColumns(LongColumn left, LongColumn right, long[] result) {
        long[] a = left.array();
        long[] b = right.array();
        int from = left.offset();
        int other = right.offset();
        long overflow = 0;
        for (int i = 0; i < result.length; i++) {
            long x = a[from + i];
            long y = b[other + i];
            long sum = x + y;
            result[i] = sum;
            overflow |= (x ^ sum) & (y ^ sum);
        }
        return overflow;
    }

    private static long addConstant(LongColumn column, long constant, long[] result) {
        long[] a = column.array();
        int from = column.offset();
        long overflow = 0;
        for (int i = 0; i < result.length; i++) {
            long x = a[from + i];
            long sum = x + constant;
            result[i] = sum;
            overflow |= (x ^ sum) & (constant ^ sum);
        }
        return overflow;
    }

    static long @Nullable [] subtract(Operands operands) {
        long[] result = new long[operands.size];
        LongColumn left = operands.left;
        LongColumn right = operands.right;
        long overflow;
        if (operands.isRightConstant() && right.get(0) != Long.MIN_VALUE) {
            overflow = addConstant(left, -right.get(0), result);
        } else if (operands.isLeftConstant()) {
            overflow = subtractFrom(left.get(0), right, result);
        } else if (operands.isRightConstant()) {
            return checked(operands, Math::subtractExact);
        } else {
            overflow = subtractColumns(left, right, result);
        }
        return overflow >= 0 ? result : checked(operands, Math::subtractExact);
    }

    private static long subtractColumns(LongColumn left, LongColumn right, long[] result) {
        long[] a = left.array();
        long[] b = right.array();
        int from = left.offset();
        int other = right.offset();
        long overflow = 0;
        for (int i = 0; i < result.length; i++) {
            long x = a[from + i];
            long y = b[other + i];
            long difference = x - y;
            result[i] = difference;
            overflow |= (x ^ y) & (x ^ difference);
        }
        return overflow;
    }

    private static long subtractFrom(long constant, LongColumn column, long[] result) {
        long[] b = column.array();
        int from = column.offset();
        long overflow = 0;
        for (int i = 0; i < result.length; i++) {
            long y = b[from + i];
            long difference = constant - y;
            result[i] = difference;
            overflow |= (constant ^ y) & (constant ^ difference);
        }
        return overflow;
    }

    static long @Nullable [] multiply(Operands operands) {
        LongColumn left = operands.left;
        LongColumn right = operands.right;
        if (usedBits(left) + usedBits(right) > SAFE_BITS) {
            return checked(operands, Math::multiplyExact);
        }
        long[] result = new long[operands.size];
        if (operands.isRightConstant()) {
            multiplyConstant(left, right.get(0), result);
        } else if (operands.isLeftConstant()) {
            multiplyConstant(right, left.get(0), result);
        } else {
            multiplyColumns(left, right, result);
        }
        return result;
    }

    private static void multiplyColumns(LongColumn left, LongColumn right, long[] result) {
        long[] a = left.array();
        long[] b = right.array();
        int from = left.offset();
        int other = right.offset();
        for (int i = 0; i < result.length; i++) {
            result[i] = a[from + i] * b[other + i];
        }
    }

    private static void multiplyConstant(LongColumn column, long constant, long[] result) {
        long[] a = column.array();
        int from = column.offset();
        for (int i = 0; i < result.length; i++) {
            result[i] = a[from + i] * constant;
        }
    }

    /** Bits that the largest magnitude of a column needs. */
    static int usedBits(LongColumn column) {
        long[] values = column.array();
        int from = column.offset();
        int size = column.size();
        long used = 0;
        for (int i = 0; i < size; i++) {
            long value = values[from + i];
            used |= value ^ (value >> 63);
        }
        return Long.SIZE - Long.numberOfLeadingZeros(used);
    }

    /** An operation that throws where a result does not fit. */
    @FunctionalInterface
    interface Exact {
        long apply(long left, long right);
    }

    /** Row by row, without those that are null. */
    static long @Nullable [] checked(Operands operands, Exact operation) {
        long[] result = new long[operands.size];
        int leftMask = operands.isLeftConstant() ? 0 : -1;
        int rightMask = operands.isRightConstant() ? 0 : -1;
        boolean[] nulls = operands.nulls;
        try {
            for (int i = 0; i < result.length; i++) {
                if (nulls == null || !nulls[i]) {
                    result[i] = operation.apply(operands.left.get(i & leftMask), operands.right.get(i & rightMask));
                }
            }
        } catch (ArithmeticException e) {
            return null;
        }
        return result;
    }
}
