package org.cairndb.planner.exec.spill;

import java.io.IOException;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.ObjectColumn;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.planner.exec.TextColumn.Runs;
import org.cairndb.planner.exec.WideColumn;
import org.jspecify.annotations.Nullable;

/** Reads what {@link BatchWriter} has written, from the beginning. */
final class BatchReader {
    private final SpillInput input;
    private Runs[] dictionaries = new Runs[0];

    BatchReader(SpillInput input) {
        this.input = input;
    }

    /** The next batch, or null at the end. */
    @Nullable
    Batch next() throws IOException {
        if (input.isAtEnd()) {
            return null;
        }
        int size = input.getInt();
        Column[] columns = new Column[input.getInt()];
        if (dictionaries.length < columns.length) {
            dictionaries = new Runs[columns.length];
        }
        for (int i = 0; i < columns.length; i++) {
            columns[i] = column(size, i);
        }
        return new Batch(columns, size);
    }

    private Column column(int size, int ordinal) throws IOException {
        ColumnForm form = ColumnForm.at(input.getByte());
        boolean @Nullable [] nulls = input.getByte() == 0 ? null : input.getFlags(size);
        return switch (form) {
            case LONGS -> new LongColumn(integers(size), size, nulls);
            case DOUBLES -> new DoubleColumn(doubles(size), size, nulls);
            case WIDE -> wide(size, nulls);
            case TEXT -> new TextColumn(runs(size), 0, size, nulls);
            case NEW_DICTIONARY -> {
                dictionaries[ordinal] = runs(input.getInt());
                yield new TextColumn(dictionaries[ordinal], codes(size), 0, size, nulls);
            }
            case SAME_DICTIONARY -> new TextColumn(dictionaries[ordinal], codes(size), 0, size, nulls);
            case OBJECTS -> objects(size);
        };
    }

    private long[] integers(int size) throws IOException {
        return input.getAll(size, input.getByte());
    }

    private double[] doubles(int size) throws IOException {
        long[] bits = input.getAll(size, Long.BYTES);
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = Double.longBitsToDouble(bits[i]);
        }
        return values;
    }

    private WideColumn wide(int size, boolean @Nullable [] nulls) throws IOException {
        long[] high = new long[size];
        long[] low = new long[size];
        for (int i = 0; i < size; i++) {
            high[i] = input.getLong();
            low[i] = input.getLong();
        }
        return new WideColumn(high, low, size, nulls);
    }

    private Runs runs(int size) throws IOException {
        int total = input.getInt();
        int[] lengths = codes(size);
        int[] starts = new int[size];
        int start = 0;
        for (int i = 0; i < size; i++) {
            starts[i] = start;
            start += lengths[i];
        }
        return new Runs(input.getBytes(total), starts, lengths);
    }

    private int[] codes(int size) throws IOException {
        long[] values = integers(size);
        int[] codes = new int[size];
        for (int i = 0; i < size; i++) {
            codes[i] = (int) values[i];
        }
        return codes;
    }

    private ObjectColumn objects(int size) throws IOException {
        @Nullable Object[] values = new Object[size];
        for (int i = 0; i < size; i++) {
            values[i] = ObjectCodec.read(input);
        }
        return new ObjectColumn(values, size);
    }
}
