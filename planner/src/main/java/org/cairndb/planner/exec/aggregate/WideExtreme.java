package org.cairndb.planner.exec.aggregate;

import java.util.Arrays;
import java.util.List;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.WideColumn;

/** The least or greatest of values of 128 bits; for the greatest all bits are flipped, which turns the order round. */
final class WideExtreme extends Accumulator {
    private final ColumnType type;
    private final long flip;
    private long[] highs = new long[0];
    private long[] lows = new long[0];

    WideExtreme(AggregateFunction function, ColumnType type) {
        this.type = type;
        this.flip = function == AggregateFunction.MAX ? -1 : 0;
    }

    @Override
    void reserve(int groups) {
        if (groups > highs.length) {
            int old = highs.length;
            int capacity = Capacity.of(groups, old);
            highs = Arrays.copyOf(highs, capacity);
            lows = Arrays.copyOf(lows, capacity);
            Arrays.fill(highs, old, capacity, Long.MAX_VALUE);
            Arrays.fill(lows, old, capacity, -1);
        }
    }

    @Override
    void add(Column[] arguments, Rows rows) {
        for (int i = 0; i < rows.count; i++) {
            int row = rows.row(i);
            if (arguments[0] instanceof LongColumn narrow) {
                long value = narrow.get(row);
                improve(rows.groups[i], (value >> 63) ^ flip, value ^ flip);
            } else {
                WideColumn wide = (WideColumn) arguments[0];
                improve(rows.groups[i], wide.high(row) ^ flip, wide.low(row) ^ flip);
            }
        }
    }

    private void improve(int group, long high, long low) {
        boolean isLess = high < highs[group] || (high == highs[group] && Long.compareUnsigned(low, lows[group]) < 0);
        if (isLess) {
            highs[group] = high;
            lows[group] = low;
        }
    }

    @Override
    List<ColumnType> stateTypes() {
        return List.of(ColumnType.of(Kind.LONG), ColumnType.of(Kind.LONG));
    }

    @Override
    Column[] state(int from, int count) {
        return new Column[] {
            new LongColumn(Arrays.copyOfRange(highs, from, from + count), count, null),
            new LongColumn(Arrays.copyOfRange(lows, from, from + count), count, null)
        };
    }

    @Override
    void merge(Column[] state, Rows rows) {
        LongColumn otherHighs = (LongColumn) state[0];
        LongColumn otherLows = (LongColumn) state[1];
        for (int i = 0; i < rows.count; i++) {
            int row = rows.row(i);
            improve(rows.groups[i], otherHighs.get(row), otherLows.get(row));
        }
    }

    @Override
    Column result(int from, Counts counts, FunctionCall call) {
        int size = counts.size();
        long[] high = Arrays.copyOfRange(highs, from, from + size);
        long[] low = Arrays.copyOfRange(lows, from, from + size);
        for (int i = 0; i < size; i++) {
            high[i] ^= flip;
            low[i] ^= flip;
        }
        boolean[] nulls = counts.fewerThan(1);
        return type.kind() == Kind.UUID ? new WideColumn(high, low, size, nulls) : Decimals.column(high, low, nulls);
    }

    @Override
    int bytesPerGroup() {
        return 2 * Long.BYTES;
    }
}
