package org.cairndb.planner.exec;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.UUID;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.datom.WideVector;

/** Builds a {@link WideColumn}. */
final class WideColumnBuilder extends ColumnBuilder {
    private long[] high = new long[16];
    private long[] low = new long[16];

    @Override
    void copy(Column source, int row) {
        if (source instanceof LongColumn narrow) {
            putNarrow(narrow.get(row));
        } else {
            WideColumn wide = (WideColumn) source;
            put(wide.high(row), wide.low(row));
        }
    }

    private void putNarrow(long value) {
        put(value >> 63, value);
    }

    @Override
    void copy(ValueVector source, int slot) {
        WideVector wide = (WideVector) source;
        put(wide.high(slot), wide.low(slot));
    }

    @Override
    void copy(Object value) {
        if (value instanceof UUID uuid) {
            put(WideVector.highOf(uuid), uuid.getLeastSignificantBits());
        } else {
            put(WideVector.highOf((BigInteger) value), ((BigInteger) value).longValue());
        }
    }

    @Override
    void skip() {
        put(0, 0);
    }

    private void put(long highHalf, long lowHalf) {
        if (size() == high.length) {
            high = Arrays.copyOf(high, size() * 2);
            low = Arrays.copyOf(low, size() * 2);
        }
        high[size()] = highHalf;
        low[size()] = lowHalf;
    }

    @Override
    public WideColumn build() {
        return new WideColumn(high, low, size(), builtNulls());
    }
}
