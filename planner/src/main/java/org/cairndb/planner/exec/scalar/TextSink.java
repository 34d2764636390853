package org.cairndb.planner.exec.scalar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Collects the texts of rows in order. */
final class TextSink {
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private final int[] starts;
    private final int[] lengths;
    private byte[] bytes;
    private int used;
    private int rowStart;

    TextSink(int rows) {
        this.starts = new int[rows];
        this.lengths = new int[rows];
        this.bytes = new byte[Math.max(64, rows * 8)];
    }

    /** Appends a byte for which {@link #reserve} made room. */
    void put(byte value) {
        bytes[used++] = value;
    }

    void add(byte[] source, int from, int length) {
        reserve(length);
        System.arraycopy(source, from, bytes, used, length);
        used += length;
    }

    void add(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        add(encoded, 0, encoded.length);
    }

    /** Appends the text that a row has in a column. */
    void add(TextColumn source, int row) {
        add(source.bytes(), source.start(row), source.length(row));
    }

    /** Makes room for bytes. */
    void reserve(long length) {
        if (bytes.length - used >= length) {
            return;
        }
        if (used + length > MAX_BYTES) {
            throw new CairnException(
                    ErrorCode.VALUE_OUT_OF_RANGE, "A text function makes more than 2 GiB of text at once; select less");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(2L * bytes.length, used + length), MAX_BYTES));
    }

    /** Ends the text of a row. */
    void endRow(int row) {
        starts[row] = rowStart;
        lengths[row] = used - rowStart;
        rowStart = used;
    }

    TextColumn column(boolean @Nullable [] nulls) {
        return new TextColumn(new TextColumn.Runs(bytes, starts, lengths), 0, starts.length, nulls);
    }
}
