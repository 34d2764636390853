package org.cairndb.storage.datom;

import java.util.Arrays;

/** Grows one column. Only the append method of the column's own physical kind may be called. */
public abstract sealed class ValueBuilder {
    int size;

    /** An empty column of a kind. */
    public static ValueBuilder of(Physical physical) {
        return switch (physical) {
            case LONG -> new OfLong();
            case DOUBLE -> new OfDouble();
            case TEXT -> new OfText();
            case WIDE -> new OfWide();
        };
    }

    /** Number of values. */
    public final int size() {
        return size;
    }

    /** Bytes of text so far; 0 for a column without text. */
    public long textBytes() {
        return 0;
    }

    /** Appends to a LONG column. */
    public void appendLong(long value) {
        throw wrongKind();
    }

    /** Appends to a DOUBLE column; the value is made canonical. */
    public void appendDouble(double value) {
        throw wrongKind();
    }

    /** Appends a copy to a TEXT column. */
    public void appendText(byte[] bytes, int from, int count) {
        throw wrongKind();
    }

    /** Appends to a WIDE column. */
    public void appendWide(long high, long low) {
        throw wrongKind();
    }

    /** Appends slots [from, to) of a vector of the same kind. */
    public abstract void append(ValueVector source, int from, int to);

    /** Appends one slot of a vector of the same kind. */
    public abstract void append(ValueVector source, int slot);

    /** The column; the builder must not be used after that. */
    public abstract ValueVector build();

    private IllegalStateException wrongKind() {
        return new IllegalStateException("Column of another kind: " + getClass().getSimpleName());
    }

    static int grown(int capacity, int needed) {
        return Math.max(needed, Math.max(16, capacity + (capacity >> 1)));
    }

    private static final class OfLong extends ValueBuilder {
        private long[] values = new long[0];

        @Override
        public void appendLong(long value) {
            reserve(1);
            values[size++] = value;
        }

        @Override
        public void append(ValueVector source, int from, int to) {
            reserve(to - from);
            System.arraycopy(((LongVector) source).array(), from, values, size, to - from);
            size += to - from;
        }

        @Override
        public void append(ValueVector source, int slot) {
            appendLong(((LongVector) source).get(slot));
        }

        @Override
        public ValueVector build() {
            return new LongVector(values, size);
        }

        private void reserve(int count) {
            if (size + count > values.length) {
                values = Arrays.copyOf(values, grown(values.length, size + count));
            }
        }
    }

    private static final class OfDouble extends ValueBuilder {
        private double[] values = new double[0];

        @Override
        public void appendDouble(double value) {
            reserve(1);
            values[size++] = DoubleVector.canonical(value);
        }

        @Override
        public void append(ValueVector source, int from, int to) {
            reserve(to - from);
            System.arraycopy(((DoubleVector) source).array(), from, values, size, to - from);
            size += to - from;
        }

        @Override
        public void append(ValueVector source, int slot) {
            reserve(1);
            values[size++] = ((DoubleVector) source).get(slot);
        }

        @Override
        public ValueVector build() {
            return new DoubleVector(values, size);
        }

        private void reserve(int count) {
            if (size + count > values.length) {
                values = Arrays.copyOf(values, grown(values.length, size + count));
            }
        }
    }

    private static final class OfText extends ValueBuilder {
        private byte[] bytes = new byte[0];
        private int used;
        private int[] starts = new int[0];
        private int[] lengths = new int[0];

        @Override
        public long textBytes() {
            return used;
        }

        @Override
        public void appendText(byte[] source, int from, int count) {
            if (size == starts.length) {
                int capacity = grown(starts.length, size + 1);
                starts = Arrays.copyOf(starts, capacity);
                lengths = Arrays.copyOf(lengths, capacity);
            }
            if (used + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, grown(bytes.length, Math.addExact(used, count)));
            }
            System.arraycopy(source, from, bytes, used, count);
            starts[size] = used;
            lengths[size] = count;
            used += count;
            size++;
        }

        @Override
        public void append(ValueVector source, int from, int to) {
            for (int slot = from; slot < to; slot++) {
                append(source, slot);
            }
        }

        @Override
        public void append(ValueVector source, int slot) {
            TextVector text = (TextVector) source;
            appendText(text.bytes(), text.start(slot), text.length(slot));
        }

        @Override
        public ValueVector build() {
            return new TextVector(bytes, starts, lengths, size);
        }
    }

    private static final class OfWide extends ValueBuilder {
        private long[] high = new long[0];
        private long[] low = new long[0];

        @Override
        public void appendWide(long newHigh, long newLow) {
            if (size == high.length) {
                int capacity = grown(high.length, size + 1);
                high = Arrays.copyOf(high, capacity);
                low = Arrays.copyOf(low, capacity);
            }
            high[size] = newHigh;
            low[size++] = newLow;
        }

        @Override
        public void append(ValueVector source, int from, int to) {
            for (int slot = from; slot < to; slot++) {
                append(source, slot);
            }
        }

        @Override
        public void append(ValueVector source, int slot) {
            WideVector wide = (WideVector) source;
            appendWide(wide.high(slot), wide.low(slot));
        }

        @Override
        public ValueVector build() {
            return new WideVector(high, low, size);
        }
    }
}
