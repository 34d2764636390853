package org.cairndb.planner.exec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of 64 bits: integers, booleans as 0 and 1, dates as days, times and timestamps as microseconds, narrow decimals unscaled. */
public final class LongColumn extends Column {
    private final long[] values;
    private final int offset;

    /** Rows are elements from {@code offset} on of an array that nobody changes any more. */
    public LongColumn(long[] values, int offset, int size) {
        super(size, null);
        this.values = values;
        this.offset = offset;
    }

    /** Rows are the first elements of an array that nobody changes any more. */
    public LongColumn(long[] values, int size, boolean @Nullable [] nulls) {
        super(size, nulls);
        this.values = values;
        this.offset = 0;
    }

    /** The same value in every row. */
    public static LongColumn constant(long value, int size) {
        long[] values = new long[size];
        Arrays.fill(values, value);
        return new LongColumn(values, size, null);
    }

    /** Null in every row. */
    public static LongColumn allNull(int size) {
        return new LongColumn(new long[size], size, Nulls.all(size));
    }

    /** Value of a row; anything where it is null. */
    public long get(int row) {
        return values[offset + row];
    }

    /** The array that holds the values, read-only. */
    public long[] array() {
        return values;
    }

    /** Where the value of row 0 lies in {@link #array}. */
    public int offset() {
        return offset;
    }

    @Override
    public LongColumn gather(int[] rows, int count) {
        boolean @Nullable [] gatheredNulls = gatherNulls(rows, count);
        long[] gathered = new long[count];
        if (gatheredNulls == null) {
            for (int i = 0; i < count; i++) {
                gathered[i] = values[offset + rows[i]];
            }
        } else {
            for (int i = 0; i < count; i++) {
                gathered[i] = rows[i] < 0 ? 0 : values[offset + rows[i]];
            }
        }
        return new LongColumn(gathered, count, gatheredNulls);
    }

    @Override
    public long hash(int row) {
        return mix(values[offset + row]);
    }

    @Override
    public int compare(int row, Column other, int otherRow) {
        return other instanceof LongColumn that
                ? Long.compare(get(row), that.get(otherRow))
                : -other.compare(otherRow, this, row);
    }
}
