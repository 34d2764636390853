package org.cairndb.planner.exec;

import java.util.Arrays;
import org.cairndb.storage.datom.TextVector;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Builds a {@link TextColumn} with bytes of its own. */
final class TextColumnBuilder extends ColumnBuilder {
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private byte[] bytes = new byte[64];
    private int used;
    private int[] starts = new int[16];
    private int[] lengths = new int[16];

    @Override
    void copy(Column source, int row) {
        TextColumn text = (TextColumn) source;
        put(text.bytes(), text.start(row), text.length(row));
    }

    @Override
    void copy(ValueVector source, int slot) {
        TextVector text = (TextVector) source;
        put(text.bytes(), text.start(slot), text.length(slot));
    }

    @Override
    void copy(Object value) {
        byte[] array = (byte[]) value;
        put(array, 0, array.length);
    }

    @Override
    void skip() {
        put(bytes, 0, 0);
    }

    private void put(byte[] source, int start, int length) {
        if (size() == starts.length) {
            starts = Arrays.copyOf(starts, size() * 2);
            lengths = Arrays.copyOf(lengths, size() * 2);
        }
        reserve(length);
        System.arraycopy(source, start, bytes, used, length);
        starts[size()] = used;
        lengths[size()] = length;
        used += length;
    }

    private void reserve(int length) {
        if (bytes.length - used >= length) {
            return;
        }
        long wanted = Math.max(2L * bytes.length, (long) used + length);
        if ((long) used + length > MAX_BYTES) {
            throw new CairnException(
                    ErrorCode.UNSUPPORTED, "A column of this query holds more than 2 GiB of text at once; select less");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, MAX_BYTES));
    }

    @Override
    public TextColumn build() {
        return new TextColumn(new TextColumn.Runs(bytes, starts, lengths), 0, size(), builtNulls());
    }
}
