package org.cairndb.storage.node;

import java.util.Arrays;
import org.cairndb.storage.datom.Longs;

/** Reads what {@link LongsPlan} wrote. */
final class LongsDecoder {
    private LongsDecoder() {}

    /** Reads a run of integers that costs nothing if all are equal; the caller has bounded the count. */
    static Longs readLongs(ByteReader in, int count) {
        if (count == 0) {
            return Longs.constant(0, 0);
        }
        int mode = in.int8();
        if (mode == LongsPlan.CONSTANT) {
            return Longs.constant(in.zigzag(), count);
        }
        long[] values = new long[count];
        read(in, mode, values, 0, count);
        return Longs.of(values, count);
    }

    /** Reads a run of integers; the caller has bounded the count. */
    static long[] read(ByteReader in, int count) {
        long[] values = new long[count];
        read(in, values, 0, count);
        return values;
    }

    /** Reads a run of integers into {@code target[from, to)}. */
    static void read(ByteReader in, long[] target, int from, int to) {
        if (from < to) {
            read(in, in.int8(), target, from, to);
        }
    }

    /** Reads integers from 0 to {@code max}, which is named in the error. */
    static int[] readInts(ByteReader in, int count, long max, String what) {
        long[] values = read(in, count);
        int[] ints = new int[count];
        for (int i = 0; i < count; i++) {
            long value = values[i];
            if (value < 0 || value > max) {
                throw in.corrupt("%s is %d, and 0 to %d is possible".formatted(what, value, max));
            }
            ints[i] = (int) value;
        }
        return ints;
    }

    private static void read(ByteReader in, int mode, long[] target, int from, int to) {
        switch (mode) {
            case LongsPlan.RUNS -> readRuns(in, target, from, to);
            case LongsPlan.DICTIONARY -> readDictionary(in, target, from, to);
            default -> readSimple(in, mode, target, from, to);
        }
    }

    private static void readSimple(ByteReader in, int mode, long[] target, int from, int to) {
        switch (mode) {
            case LongsPlan.CONSTANT -> Arrays.fill(target, from, to, in.zigzag());
            case LongsPlan.PROGRESSION -> readProgression(in, target, from, to);
            case LongsPlan.PACKED -> readPacked(in, target, from, to);
            case LongsPlan.DELTA -> readDelta(in, target, from, to);
            default -> throw in.corrupt("integer encoding %d is unknown here".formatted(mode));
        }
    }

    private static void readProgression(ByteReader in, long[] target, int from, int to) {
        long first = in.zigzag();
        long step = in.zigzag();
        for (int i = from; i < to; i++) {
            target[i] = first + (i - from) * step;
        }
    }

    private static void readPacked(ByteReader in, long[] target, int from, int to) {
        long base = 0;
        for (int start = from; start < to; start += LongsPlan.BLOCK) {
            base += in.zigzag();
            int width = in.int8();
            in.packed(target, start, Math.min(start + LongsPlan.BLOCK, to), base, width);
        }
    }

    private static void readDelta(ByteReader in, long[] target, int from, int to) {
        long value = in.zigzag();
        target[from] = value;
        for (int start = from + 1; start < to; start += LongsPlan.BLOCK) {
            int end = Math.min(start + LongsPlan.BLOCK, to);
            long min = in.zigzag();
            in.packed(target, start, end, min, in.int8());
            for (int i = start; i < end; i++) {
                value += target[i];
                target[i] = value;
            }
        }
    }

    private static void readRuns(ByteReader in, long[] target, int from, int to) {
        int runs = in.varint(to - from, "a number of runs");
        if (runs == 0) {
            throw in.corrupt("a column has no runs");
        }
        long[] values = new long[runs];
        readSimple(in, in.int8(), values, 0, runs);
        long[] lengths = new long[runs];
        readSimple(in, in.int8(), lengths, 0, runs);
        int at = from;
        for (int run = 0; run < runs; run++) {
            long length = lengths[run];
            if (length < 1 || length > to - at) {
                throw in.corrupt("a run has %d values where 1 to %d are possible".formatted(length, to - at));
            }
            Arrays.fill(target, at, at + (int) length, values[run]);
            at += (int) length;
        }
        if (at != to) {
            throw in.corrupt("the runs of a column end %d values too early".formatted(to - at));
        }
    }

    private static void readDictionary(ByteReader in, long[] target, int from, int to) {
        int size = in.varint(to - from, "a dictionary size");
        if (size == 0) {
            throw in.corrupt("a dictionary has no entries");
        }
        long[] entries = new long[size];
        readSimple(in, in.int8(), entries, 0, size);
        in.packed(target, from, to, 0, LongsPlan.bitsOf(size - 1));
        for (int i = from; i < to; i++) {
            int code = (int) target[i];
            if (code >= size) {
                throw in.corrupt("dictionary code %d is not below %d".formatted(code, size));
            }
            target[i] = entries[code];
        }
    }
}
