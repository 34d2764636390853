package org.cairndb.storage.datom;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An immutable run of longs that costs nothing while all are equal. */
public final class Longs {
    private final int size;
    private final long constant;
    private final long @Nullable [] values;

    private Longs(int size, long constant, long @Nullable [] values) {
        this.size = size;
        this.constant = constant;
        this.values = values;
    }

    /** The same value {@code size} times. */
    public static Longs constant(long value, int size) {
        return new Longs(size, value, null);
    }

    /** The first {@code size} elements of an array that the caller no longer changes. */
    public static Longs of(long[] values, int size) {
        if (size == 0) {
            return constant(0, 0);
        }
        long first = values[0];
        for (int i = 1; i < size; i++) {
            if (values[i] != first) {
                return new Longs(size, first, values);
            }
        }
        return constant(first, size);
    }

    /** Number of elements. */
    public int size() {
        return size;
    }

    /** Element at a position, 0 to size - 1. */
    public long get(int position) {
        return values == null ? constant : values[position];
    }

    /** Whether all elements are one value and no array exists. */
    public boolean isConstant() {
        return values == null;
    }

    /** Copies elements [from, to) into an array. */
    public void copyTo(int from, int to, long[] target, int targetFrom) {
        if (values == null) {
            Arrays.fill(target, targetFrom, targetFrom + to - from, constant);
        } else {
            System.arraycopy(values, from, target, targetFrom, to - from);
        }
    }

    /** The elements as an array, read-only; it may be longer than {@link #size} and is made new when all are one value. */
    public long[] array() {
        if (values != null) {
            return values;
        }
        long[] filled = new long[size];
        Arrays.fill(filled, constant);
        return filled;
    }

    /** Heap bytes held. */
    public long weightInBytes() {
        return 32 + (values == null ? 0 : 8L * values.length);
    }
}
