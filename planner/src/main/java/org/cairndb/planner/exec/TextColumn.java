package org.cairndb.planner.exec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Text as UTF-8, or raw bytes: rows are runs of bytes in one array, ordered as unsigned bytes. */
public final class TextColumn extends Column {
    private final byte[] bytes;
    private final int[] starts;
    private final int[] lengths;
    private final int offset;

    /** Row i holds {@code lengths[offset + i]} bytes from {@code starts[offset + i]}; nobody changes the arrays any more. */
    public TextColumn(Runs runs, int offset, int size, boolean @Nullable [] nulls) {
        super(size, nulls);
        this.bytes = runs.bytes;
        this.starts = runs.starts;
        this.lengths = runs.lengths;
        this.offset = offset;
    }

    /** Runs of bytes in an array. */
    public static final class Runs {
        private final byte[] bytes;
        private final int[] starts;
        private final int[] lengths;

        /** Run i is {@code lengths[i]} bytes from {@code starts[i]} on. */
        public Runs(byte[] bytes, int[] starts, int[] lengths) {
            this.bytes = bytes;
            this.starts = starts;
            this.lengths = lengths;
        }
    }

    /** The same bytes in every row. */
    public static TextColumn constant(byte[] value, int size) {
        int[] lengths = new int[size];
        Arrays.fill(lengths, value.length);
        return new TextColumn(new Runs(value, new int[size], lengths), 0, size, null);
    }

    /** The array that holds the bytes, read-only. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the value of a row begins. */
    public int start(int row) {
        return starts[offset + row];
    }

    /** Bytes of the value of a row. */
    public int length(int row) {
        return lengths[offset + row];
    }

    /** The value of a row as text. */
    public String string(int row) {
        return new String(bytes, start(row), length(row), StandardCharsets.UTF_8);
    }

    /** The value of a row as bytes of its own. */
    public byte[] copyOf(int row) {
        return Arrays.copyOfRange(bytes, start(row), start(row) + length(row));
    }

    @Override
    public TextColumn gather(int[] rows, int count) {
        int[] newStarts = new int[count];
        int[] newLengths = new int[count];
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (row >= 0) {
                newStarts[i] = starts[offset + row];
                newLengths[i] = lengths[offset + row];
            }
        }
        return new TextColumn(new Runs(bytes, newStarts, newLengths), 0, count, gatherNulls(rows, count));
    }

    @Override
    public long hash(int row) {
        int at = start(row);
        int end = at + length(row);
        long hash = end - at;
        for (; at + 8 <= end; at += 8) {
            hash = (hash ^ Words.longAt(bytes, at)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        for (; at < end; at++) {
            hash = (hash ^ bytes[at]) * 0x9E3779B97F4A7C15L;
        }
        return mix(hash);
    }

    @Override
    public int compare(int row, Column other, int otherRow) {
        TextColumn that = (TextColumn) other;
        int start = start(row);
        int thatStart = that.start(otherRow);
        return Arrays.compareUnsigned(
                bytes, start, start + length(row), that.bytes, thatStart, thatStart + that.length(otherRow));
    }

    @Override
    public boolean equal(int row, Column other, int otherRow) {
        TextColumn that = (TextColumn) other;
        int length = length(row);
        if (length != that.length(otherRow)) {
            return false;
        }
        int start = start(row);
        int thatStart = that.start(otherRow);
        return Arrays.equals(bytes, start, start + length, that.bytes, thatStart, thatStart + length);
    }
}
