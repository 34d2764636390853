package org.cairndb.planner.exec.window;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.WideColumn;
import org.cairndb.planner.exec.window.WindowCall.Function;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Sums over frames. Integers and decimals are exact, so a sum is the difference of two running sums of 128 bits. Doubles are not: a frame that only grows
 * has a running sum, any other one is put together from sums of a tree.
 */
final class WindowSums {
    private WindowSums() {}

    static Column of(WindowCall call, Batch rows, Frames frames) {
        Column values = call.arguments().get(0).in(rows);
        boolean @Nullable [] nulls = call.function() == Function.SUM ? nullSums(values, frames) : null;
        return WindowFunctions.isDouble(call) ? doubles(values, frames, nulls) : exact(call, values, frames, nulls);
    }

    private static boolean[] nullSums(Column values, Frames frames) {
        int[] before = WindowFunctions.presentBefore(values, frames);
        boolean[] nulls = new boolean[frames.size()];
        for (int i = 0; i < nulls.length; i++) {
            frames.checkCancelled(i);
            nulls[i] = before[frames.until(i)] == before[frames.from(i)];
        }
        return nulls;
    }

    private static Column exact(WindowCall call, Column values, Frames frames, boolean @Nullable [] nulls) {
        int size = values.size();
        long[] runningHigh = new long[size + 1];
        long[] runningLow = new long[size + 1];
        WideColumn wide = WideColumn.of(values);
        for (int i = 0; i < size; i++) {
            frames.checkCancelled(i);
            long low = wide.isNull(i) ? 0 : wide.low(i);
            long high = wide.isNull(i) ? 0 : wide.high(i);
            runningLow[i + 1] = runningLow[i] + low;
            int carry = Long.compareUnsigned(runningLow[i + 1], low) < 0 ? 1 : 0;
            runningHigh[i + 1] = runningHigh[i] + high + carry;
        }
        long[] high = new long[size];
        long[] low = new long[size];
        boolean fits = true;
        for (int i = 0; i < size; i++) {
            frames.checkCancelled(i);
            int from = frames.from(i);
            int until = frames.until(i);
            low[i] = runningLow[until] - runningLow[from];
            int borrow = Long.compareUnsigned(runningLow[until], runningLow[from]) < 0 ? 1 : 0;
            high[i] = runningHigh[until] - runningHigh[from] - borrow;
            fits &= high[i] == low[i] >> 63;
        }
        if (fits) {
            return new LongColumn(low, size, nulls);
        }
        if (call.type().kind() != Kind.DECIMAL) {
            throw new CairnException(ErrorCode.VALUE_OUT_OF_RANGE, "A SUM exceeds the range of BIGINT");
        }
        return new WideColumn(high, low, size, nulls);
    }

    private static DoubleColumn doubles(Column values, Frames frames, boolean @Nullable [] nulls) {
        DoubleColumn column = (DoubleColumn) values;
        double[] sums = frames.growsOnly() ? growing(column, frames) : sliding(column, frames);
        return new DoubleColumn(sums, sums.length, nulls);
    }

    private static double[] growing(DoubleColumn values, Frames frames) {
        double[] sums = new double[values.size()];
        double sum = 0;
        int start = -1;
        int until = 0;
        for (int i = 0; i < sums.length; i++) {
            frames.checkCancelled(i);
            if (frames.from(i) != start) {
                start = frames.from(i);
                until = start;
                sum = 0;
            }
            for (; until < frames.until(i); until++) {
                sum += values.isNull(until) ? 0 : values.get(until);
            }
            sums[i] = sum;
        }
        return sums;
    }

    private static double[] sliding(DoubleColumn values, Frames frames) {
        int size = values.size();
        double[] tree = new double[2 * size];
        for (int i = 0; i < size; i++) {
            frames.checkCancelled(i);
            tree[size + i] = values.isNull(i) ? 0 : values.get(i);
        }
        for (int i = size - 1; i > 0; i--) {
            frames.checkCancelled(i);
            tree[i] = tree[2 * i] + tree[2 * i + 1];
        }
        double[] sums = new double[size];
        for (int i = 0; i < size; i++) {
            frames.checkCancelled(i);
            sums[i] = sum(tree, size + frames.from(i), size + frames.until(i));
        }
        return sums;
    }

    private static double sum(double[] tree, int from, int until) {
        double sum = 0;
        int left = from;
        int right = until;
        while (left < right) {
            if ((left & 1) == 1) {
                sum += tree[left++];
            }
            if ((right & 1) == 1) {
                sum += tree[--right];
            }
            left >>= 1;
            right >>= 1;
        }
        return sum;
    }
}
