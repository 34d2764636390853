package org.cairndb.planner.exec;

import java.math.BigInteger;
import java.util.UUID;
import org.cairndb.storage.datom.WideVector;
import org.jspecify.annotations.Nullable;

/** Values of 128 bits as a signed high and an unsigned low half: UUIDs with their top bit flipped, and decimals of more than 18 digits unscaled. */
public final class WideColumn extends Column {
    private final long[] high;
    private final long[] low;

    /** Rows are the first elements of arrays that nobody changes any more. */
    public WideColumn(long[] high, long[] low, int size, boolean @Nullable [] nulls) {
        super(size, nulls);
        this.high = high;
        this.low = low;
    }

    /** The same decimals in halves, if they lie in a long column. */
    public static WideColumn of(Column column) {
        if (column instanceof WideColumn wide) {
            return wide;
        }
        LongColumn narrow = (LongColumn) column;
        int size = narrow.size();
        long[] highs = new long[size];
        long[] lows = new long[size];
        for (int i = 0; i < size; i++) {
            lows[i] = narrow.get(i);
            highs[i] = lows[i] >> 63;
        }
        return new WideColumn(highs, lows, size, narrow.nulls());
    }

    /** High half of the value of a row. */
    public long high(int row) {
        return high[row];
    }

    /** Low half of the value of a row. */
    public long low(int row) {
        return low[row];
    }

    /** The value of a row as a UUID. */
    public UUID uuid(int row) {
        return new UUID(high[row] ^ Long.MIN_VALUE, low[row]);
    }

    /** The value of a row as an integer. */
    public BigInteger integer(int row) {
        BigInteger lower = BigInteger.valueOf(low[row] >>> 1).shiftLeft(1).or(BigInteger.valueOf(low[row] & 1));
        return BigInteger.valueOf(high[row]).shiftLeft(64).or(lower);
    }

    /** The same value in every row. */
    public static WideColumn constant(BigInteger value, int size) {
        long[] highs = LongColumn.constant(WideVector.highOf(value), size).array();
        return new WideColumn(
                highs, LongColumn.constant(value.longValue(), size).array(), size, null);
    }

    /** The same UUID in every row. */
    public static WideColumn constant(UUID value, int size) {
        long[] highs = LongColumn.constant(WideVector.highOf(value), size).array();
        return new WideColumn(
                highs,
                LongColumn.constant(value.getLeastSignificantBits(), size).array(),
                size,
                null);
    }

    @Override
    public WideColumn gather(int[] rows, int count) {
        long[] newHigh = new long[count];
        long[] newLow = new long[count];
        for (int i = 0; i < count; i++) {
            if (rows[i] >= 0) {
                newHigh[i] = high[rows[i]];
                newLow[i] = low[rows[i]];
            }
        }
        return new WideColumn(newHigh, newLow, count, gatherNulls(rows, count));
    }

    @Override
    public long hash(int row) {
        long value = low[row];
        return high[row] == value >> 63 ? mix(value) : mix(high[row] * 31 + value);
    }

    @Override
    public int compare(int row, Column other, int otherRow) {
        if (other instanceof LongColumn narrow) {
            long value = narrow.get(otherRow);
            return compare(high[row], low[row], value >> 63, value);
        }
        WideColumn that = (WideColumn) other;
        return compare(high[row], low[row], that.high[otherRow], that.low[otherRow]);
    }

    private static int compare(long high, long low, long otherHigh, long otherLow) {
        int order = Long.compare(high, otherHigh);
        return order != 0 ? order : Long.compareUnsigned(low, otherLow);
    }
}
