package org.cairndb.planner.exec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Text as UTF-8, or raw bytes: rows are runs of bytes in one array, ordered as unsigned bytes. Where rows are entries of a dictionary, work on a value
 * can be done once an entry instead of once a row.
 */
public final class TextColumn extends Column {
    private final byte[] bytes;
    private final int[] starts;
    private final int[] lengths;
    private final int @Nullable [] codes;
    private final int offset;

    /** Row i holds {@code lengths[offset + i]} bytes from {@code starts[offset + i]}; nobody changes the arrays any more. */
    public TextColumn(Runs runs, int offset, int size, boolean @Nullable [] nulls) {
        super(size, nulls);
        this.bytes = runs.bytes;
        this.starts = runs.starts;
        this.lengths = runs.lengths;
        this.codes = null;
        this.offset = offset;
    }

    /** Row i holds run {@code codes[offset + i]}, anything where it is null; nobody changes the arrays any more. */
    public TextColumn(Runs dictionary, int[] codes, int offset, int size, boolean @Nullable [] nulls) {
        super(size, nulls);
        this.bytes = dictionary.bytes;
        this.starts = dictionary.starts;
        this.lengths = dictionary.lengths;
        this.codes = codes;
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

    /** One row. */
    public static TextColumn of(byte[] value) {
        int[] lengths = {value.length};
        return new TextColumn(new Runs(value, new int[1], lengths), 0, 1, null);
    }

    /** The same bytes in every row. */
    public static TextColumn constant(byte[] value, int size) {
        int[] lengths = new int[1];
        lengths[0] = value.length;
        return new TextColumn(new Runs(value, new int[1], lengths), new int[size], 0, size, null);
    }

    /** Whether rows are entries of a dictionary. */
    public boolean isCoded() {
        return codes != null;
    }

    /** Number of entries of the dictionary; not all of them need occur. */
    public int dictionarySize() {
        return starts.length;
    }

    /** The dictionary's entries as rows; the same arrays stand behind all columns with one dictionary. */
    public TextColumn dictionary() {
        return new TextColumn(new Runs(bytes, starts, lengths), 0, starts.length, null);
    }

    /** Whether another coded column has the very same dictionary. */
    public boolean sharesDictionary(TextColumn other) {
        return starts == other.starts && bytes == other.bytes;
    }

    /** The dictionary entry of a row of a coded column; any entry where the row is null. */
    public int code(int row) {
        int @Nullable [] coded = codes;
        if (coded == null) {
            throw new IllegalStateException("The column has no dictionary");
        }
        return coded[offset + row];
    }

    /** The rows of this coded column over other entries: row i holds {@code entries} row {@code code(i)}. */
    public TextColumn recoded(TextColumn entries) {
        int @Nullable [] coded = codes;
        if (coded == null || entries.codes != null || entries.offset != 0) {
            throw new IllegalStateException("Codes need a dictionary of plain runs");
        }
        return new TextColumn(new Runs(entries.bytes, entries.starts, entries.lengths), coded, offset, size(), nulls());
    }

    /** Other rows over the dictionary of this coded column. */
    TextColumn withCodes(int[] newCodes, int newSize, boolean @Nullable [] newNulls) {
        return new TextColumn(new Runs(bytes, starts, lengths), newCodes, 0, newSize, newNulls);
    }

    /** The array that holds the bytes, read-only. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the value of a row begins. */
    public int start(int row) {
        return starts[place(row)];
    }

    /** Bytes of the value of a row. */
    public int length(int row) {
        return lengths[place(row)];
    }

    private int place(int row) {
        return codes == null ? offset + row : codes[offset + row];
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
        boolean @Nullable [] gatheredNulls = gatherNulls(rows, count);
        if (codes != null) {
            int[] newCodes = new int[count];
            for (int i = 0; i < count; i++) {
                newCodes[i] = rows[i] < 0 ? 0 : codes[offset + rows[i]];
            }
            return new TextColumn(new Runs(bytes, starts, lengths), newCodes, 0, count, gatheredNulls);
        }
        int[] newStarts = new int[count];
        int[] newLengths = new int[count];
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (row >= 0) {
                newStarts[i] = starts[offset + row];
                newLengths[i] = lengths[offset + row];
            }
        }
        return new TextColumn(new Runs(bytes, newStarts, newLengths), 0, count, gatheredNulls);
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
