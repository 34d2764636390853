package org.cairndb.storage.node;

import java.util.Arrays;

/**
 * How a run of integers is best written, and its size; see "Integers" in docs/format.md.
 *
 * <p>A first pass finds constants and progressions, a second one the exact sizes of packed values and packed differences. Runs and a dictionary are
 * tried only where the first pass or the size shows that they can win, so that random data costs about three passes.
 */
final class LongsPlan {
    static final int CONSTANT = 0;
    static final int PROGRESSION = 1;
    static final int PACKED = 2;
    static final int DELTA = 3;
    static final int RUNS = 4;
    static final int DICTIONARY = 5;

    /** Integers that share a base and a width. */
    static final int BLOCK = 128;

    private static final int MAX_DICTIONARY = 1024;

    private final long[] values;
    private final int from;
    private final int to;
    private int mode;
    private int size;
    private LongsPlan[] parts = new LongsPlan[0];

    private LongsPlan(long[] values, int from, int to) {
        this.values = values;
        this.from = from;
        this.to = to;
    }

    /** The best way to write {@code values[from, to)}, at least one. */
    static LongsPlan of(long[] values, int from, int to) {
        LongsPlan plan = new LongsPlan(values, from, to);
        plan.chooseSimple();
        if (plan.mode > PROGRESSION) {
            plan.tryRuns();
            plan.tryDictionary();
        }
        return plan;
    }

    private static LongsPlan simple(long[] values, int count) {
        LongsPlan plan = new LongsPlan(values, 0, count);
        plan.chooseSimple();
        return plan;
    }

    /** Writes {@code values[from, to)} in the best way; nothing for none. */
    static void write(long[] values, int from, int to, ByteWriter out) {
        if (from < to) {
            of(values, from, to).write(out);
        }
    }

    /** Bytes that {@link #write} will write. */
    int size() {
        return size;
    }

    void write(ByteWriter out) {
        out.int8(mode);
        switch (mode) {
            case CONSTANT -> out.zigzag(values[from]);
            case PROGRESSION -> {
                out.zigzag(values[from]);
                out.zigzag(values[from + 1] - values[from]);
            }
            case PACKED -> writePacked(out);
            case DELTA -> writeDelta(out);
            case RUNS -> {
                out.varint(parts[0].to);
                parts[0].write(out);
                parts[1].write(out);
            }
            default -> writeDictionary(out);
        }
    }

    private void chooseSimple() {
        int count = to - from;
        long step = count < 2 ? 0 : values[from + 1] - values[from];
        if (isProgression(step)) {
            mode = step == 0 ? CONSTANT : PROGRESSION;
            size = 1 + zigzagLength(values[from]) + (step == 0 ? 0 : zigzagLength(step));
            return;
        }
        int packed = packedSize();
        int delta = deltaSize();
        mode = delta < packed ? DELTA : PACKED;
        size = Math.min(delta, packed);
    }

    private boolean isProgression(long step) {
        for (int i = from + 2; i < to; i++) {
            if (values[i] - values[i - 1] != step) {
                return false;
            }
        }
        return true;
    }

    private int packedSize() {
        int bytes = 1;
        long base = 0;
        for (int start = from; start < to; start += BLOCK) {
            int end = Math.min(start + BLOCK, to);
            long min = min(values, start, end);
            int width = width(values, start, end, min);
            bytes += zigzagLength(min - base) + 1 + ByteWriter.packedLength(end - start, width);
            base = min;
        }
        return bytes;
    }

    private void writePacked(ByteWriter out) {
        long base = 0;
        for (int start = from; start < to; start += BLOCK) {
            int end = Math.min(start + BLOCK, to);
            long min = min(values, start, end);
            int width = width(values, start, end, min);
            out.zigzag(min - base);
            out.int8(width);
            out.packed(values, start, end, min, width);
            base = min;
        }
    }

    private int deltaSize() {
        int bytes = 1 + zigzagLength(values[from]);
        for (int start = from + 1; start < to; start += BLOCK) {
            int end = Math.min(start + BLOCK, to);
            long min = Long.MAX_VALUE;
            long max = Long.MIN_VALUE;
            for (int i = start; i < end; i++) {
                long step = values[i] - values[i - 1];
                min = Math.min(min, step);
                max = Math.max(max, step);
            }
            bytes += zigzagLength(min) + 1 + ByteWriter.packedLength(end - start, bitsOf(max - min));
        }
        return bytes;
    }

    private void writeDelta(ByteWriter out) {
        out.zigzag(values[from]);
        long[] steps = new long[BLOCK];
        for (int start = from + 1; start < to; start += BLOCK) {
            int count = Math.min(BLOCK, to - start);
            for (int i = 0; i < count; i++) {
                steps[i] = values[start + i] - values[start + i - 1];
            }
            long min = min(steps, 0, count);
            int width = width(steps, 0, count, min);
            out.zigzag(min);
            out.int8(width);
            out.packed(steps, 0, count, min, width);
        }
    }

    private void tryRuns() {
        int runs = 1;
        for (int i = from + 1; i < to; i++) {
            if (values[i] != values[i - 1]) {
                runs++;
            }
        }
        if (runs * 2 > to - from) {
            return;
        }
        long[] runValues = new long[runs];
        long[] lengths = new long[runs];
        int run = -1;
        for (int i = from; i < to; i++) {
            if (i == from || values[i] != values[i - 1]) {
                runValues[++run] = values[i];
            }
            lengths[run]++;
        }
        LongsPlan first = simple(runValues, runs);
        LongsPlan second = simple(lengths, runs);
        offer(RUNS, 1 + varintLength(runs) + first.size + second.size, first, second);
    }

    private void tryDictionary() {
        int count = to - from;
        if (size <= count) {
            return;
        }
        long[] entries = distinct(Math.min(MAX_DICTIONARY, count / 8));
        if (entries.length == 0) {
            return;
        }
        LongsPlan dictionary = simple(entries, entries.length);
        int codes = ByteWriter.packedLength(count, bitsOf(entries.length - 1));
        offer(DICTIONARY, 1 + varintLength(entries.length) + dictionary.size + codes, dictionary);
    }

    private void offer(int newMode, int newSize, LongsPlan... newParts) {
        if (newSize < size) {
            mode = newMode;
            size = newSize;
            parts = newParts;
        }
    }

    /** The distinct values in order, or none if there are more than {@code max}. */
    private long[] distinct(int max) {
        if (max < 1) {
            return new long[0];
        }
        int capacity = Integer.highestOneBit(max) * 4;
        long[] table = new long[capacity];
        boolean[] used = new boolean[capacity];
        int found = 0;
        for (int i = from; i < to; i++) {
            int at = (int) ((values[i] * 0x9E3779B97F4A7C15L) >>> 32) & (capacity - 1);
            while (used[at] && table[at] != values[i]) {
                at = (at + 1) & (capacity - 1);
            }
            if (!used[at]) {
                if (found == max) {
                    return new long[0];
                }
                used[at] = true;
                table[at] = values[i];
                found++;
            }
        }
        long[] sorted = new long[found];
        int next = 0;
        for (int at = 0; at < capacity; at++) {
            if (used[at]) {
                sorted[next++] = table[at];
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }

    private void writeDictionary(ByteWriter out) {
        long[] entries = parts[0].values;
        out.varint(entries.length);
        parts[0].write(out);
        long[] codes = new long[to - from];
        for (int i = from; i < to; i++) {
            codes[i - from] = Arrays.binarySearch(entries, values[i]);
        }
        out.packed(codes, 0, codes.length, 0, bitsOf(entries.length - 1));
    }

    private static long min(long[] values, int from, int to) {
        long min = values[from];
        for (int i = from + 1; i < to; i++) {
            min = Math.min(min, values[i]);
        }
        return min;
    }

    private static int width(long[] values, int from, int to, long min) {
        long all = 0;
        for (int i = from; i < to; i++) {
            all |= values[i] - min;
        }
        return bitsOf(all);
    }

    /** Bits of an unsigned integer. */
    static int bitsOf(long value) {
        return Long.SIZE - Long.numberOfLeadingZeros(value);
    }

    private static int zigzagLength(long value) {
        return varintLength((value << 1) ^ (value >> 63));
    }

    static int varintLength(long value) {
        return Math.max(1, (bitsOf(value) + 6) / 7);
    }
}
