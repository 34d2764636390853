package org.cairndb.planner.exec.spill;

import java.io.IOException;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.ObjectColumn;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.planner.exec.WideColumn;
import org.jspecify.annotations.Nullable;

/** Writes batches, column by column: a form, null flags if there are any, and values. A dictionary that stays the same is written once. */
final class BatchWriter {
    private final SpillOutput output;
    private final @Nullable TextColumn[] dictionaries;

    BatchWriter(SpillOutput output, int columns) {
        this.output = output;
        this.dictionaries = new TextColumn[columns];
    }

    /** Writes a batch without a selection. */
    void write(Batch batch) throws IOException {
        output.putInt(batch.size());
        output.putInt(batch.columnCount());
        for (int i = 0; i < batch.columnCount(); i++) {
            write(batch.column(i), i);
        }
    }

    private void write(Column column, int ordinal) throws IOException {
        ColumnForm form = formOf(column, ordinal);
        output.putByte(form.ordinal());
        writeNulls(column);
        switch (form) {
            case LONGS -> writeIntegers(longsOf((LongColumn) column), column.size());
            case DOUBLES -> output.putAll(bitsOf((DoubleColumn) column), column.size(), Long.BYTES);
            case WIDE -> writeWide((WideColumn) column);
            case TEXT -> writeText((TextColumn) column);
            case NEW_DICTIONARY -> writeCoded((TextColumn) column, ordinal);
            case SAME_DICTIONARY -> writeIntegers(codesOf((TextColumn) column), column.size());
            case OBJECTS -> writeObjects((ObjectColumn) column);
        }
    }

    private ColumnForm formOf(Column column, int ordinal) {
        if (column instanceof TextColumn text) {
            return formOf(text, dictionaries[ordinal]);
        }
        if (column instanceof LongColumn) {
            return ColumnForm.LONGS;
        }
        if (column instanceof DoubleColumn) {
            return ColumnForm.DOUBLES;
        }
        return column instanceof WideColumn ? ColumnForm.WIDE : ColumnForm.OBJECTS;
    }

    private static ColumnForm formOf(TextColumn text, @Nullable TextColumn known) {
        if (text.isCoded() && known != null && known.sharesDictionary(text)) {
            return ColumnForm.SAME_DICTIONARY;
        }
        return text.isCoded() && text.dictionarySize() <= text.size() ? ColumnForm.NEW_DICTIONARY : ColumnForm.TEXT;
    }

    private void writeNulls(Column column) throws IOException {
        boolean @Nullable [] nulls = column.nulls();
        output.putByte(nulls == null ? 0 : 1);
        if (nulls != null) {
            output.putFlags(nulls, column.size());
        }
    }

    /** Values in as few bytes as the widest of them needs. */
    private void writeIntegers(long[] values, int count) throws IOException {
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits |= values[i] ^ values[i] >> 63;
        }
        int width = widthOf(bits);
        output.putByte(width);
        output.putAll(values, count, width);
    }

    private static int widthOf(long magnitude) {
        if (magnitude > Integer.MAX_VALUE) {
            return Long.BYTES;
        }
        if (magnitude > Short.MAX_VALUE) {
            return Integer.BYTES;
        }
        return magnitude > Byte.MAX_VALUE ? Short.BYTES : Byte.BYTES;
    }

    private static long[] longsOf(LongColumn column) {
        long[] values = new long[column.size()];
        System.arraycopy(column.array(), column.offset(), values, 0, values.length);
        return values;
    }

    private static long[] bitsOf(DoubleColumn column) {
        long[] bits = new long[column.size()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToRawLongBits(column.get(i));
        }
        return bits;
    }

    private void writeWide(WideColumn column) throws IOException {
        for (int i = 0; i < column.size(); i++) {
            output.putLong(column.high(i));
            output.putLong(column.low(i));
        }
    }

    private void writeText(TextColumn column) throws IOException {
        int total = 0;
        long[] lengths = new long[column.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = column.isNull(i) ? 0 : column.length(i);
            total = Math.toIntExact(total + lengths[i]);
        }
        output.putInt(total);
        writeIntegers(lengths, lengths.length);
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] > 0) {
                output.putBytes(column.bytes(), column.start(i), (int) lengths[i]);
            }
        }
    }

    private void writeCoded(TextColumn column, int ordinal) throws IOException {
        TextColumn dictionary = column.dictionary();
        output.putInt(dictionary.size());
        writeText(dictionary);
        writeIntegers(codesOf(column), column.size());
        dictionaries[ordinal] = column;
    }

    private static long[] codesOf(TextColumn column) {
        long[] codes = new long[column.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = column.code(i);
        }
        return codes;
    }

    private void writeObjects(ObjectColumn column) throws IOException {
        for (int i = 0; i < column.size(); i++) {
            ObjectCodec.write(column.get(i), output);
        }
    }
}
