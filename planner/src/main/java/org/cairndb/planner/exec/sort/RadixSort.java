package org.cairndb.planner.exec.sort;

import java.util.Arrays;
import org.cairndb.planner.exec.ExecutionContext;

/**
 * Sorts numbers of up to 63 bits whose low bits tell rows apart and are in order already: only the bits above count, which a stable sort by digits, lowest
 * first, needs few passes for.
 */
final class RadixSort {
    private static final int FEW = 2048;
    private static final int DIGIT_BITS = 11;
    private static final int BUCKETS = 1 << DIGIT_BITS;
    private static final int ROWS_BETWEEN_CHECKS = 1 << 18;

    private final ExecutionContext context;
    private final int[] ends = new int[BUCKETS];
    private long[] numbers;
    private long[] spare;

    RadixSort(ExecutionContext context, int capacity) {
        this.context = context;
        this.numbers = new long[capacity];
        this.spare = new long[Math.max(capacity, 1)];
    }

    /** The numbers, to be set before and read after {@link #sort}; another array after each sort. */
    long[] numbers() {
        return numbers;
    }

    /** Sorts the first numbers by {@code keyBits} bits from {@code lowBits} on, above which all bits are 0. */
    void sort(int count, int lowBits, int keyBits) {
        if (count < FEW) {
            Arrays.sort(numbers, 0, count);
            return;
        }
        int passes = (keyBits + DIGIT_BITS - 1) / DIGIT_BITS;
        int width = (keyBits + passes - 1) / passes;
        for (int pass = 0; pass < passes; pass++) {
            distribute(count, lowBits + pass * width, (1 << width) - 1);
        }
    }

    private void distribute(int count, int shift, int mask) {
        Arrays.fill(ends, 0);
        for (int from = 0; from < count; from += ROWS_BETWEEN_CHECKS) {
            context.checkCancelled();
            count(from, Math.min(count, from + ROWS_BETWEEN_CHECKS), shift, mask);
        }
        if (ends[(int) (numbers[0] >>> shift) & mask] == count) {
            return;
        }
        int start = 0;
        for (int i = 0; i <= mask; i++) {
            int size = ends[i];
            ends[i] = start;
            start += size;
        }
        for (int from = 0; from < count; from += ROWS_BETWEEN_CHECKS) {
            context.checkCancelled();
            move(from, Math.min(count, from + ROWS_BETWEEN_CHECKS), shift, mask);
        }
        long[] moved = spare;
        spare = numbers;
        numbers = moved;
    }

    private void count(int from, int until, int shift, int mask) {
        for (int i = from; i < until; i++) {
            ends[(int) (numbers[i] >>> shift) & mask]++;
        }
    }

    private void move(int from, int until, int shift, int mask) {
        for (int i = from; i < until; i++) {
            long number = numbers[i];
            spare[ends[(int) (number >>> shift) & mask]++] = number;
        }
    }
}
