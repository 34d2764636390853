package org.cairndb.planner.exec.aggregate;

import java.util.Arrays;
import java.util.List;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.WideColumn;
import org.jspecify.annotations.Nullable;

/**
 * Adds integers and unscaled decimals exactly: in 64 bits until a sum of some group does not fit any more, from then on in 128. So a sum fails only if
 * it is too large itself, whatever the order of its rows.
 */
final class IntegerSum extends Accumulator {
    private static final ColumnType STATE = ColumnType.decimal(38, 0);

    private final ColumnType argument;
    private long[] low = new long[0];
    private long @Nullable [] high;

    IntegerSum(ColumnType argument) {
        this.argument = argument;
    }

    @Override
    void reserve(int groups) {
        if (groups > low.length) {
            int capacity = Capacity.of(groups, low.length);
            low = Arrays.copyOf(low, capacity);
            high = high == null ? null : Arrays.copyOf(high, capacity);
        }
    }

    @Override
    void add(Column[] arguments, Rows rows) {
        if (arguments[0] instanceof WideColumn wide) {
            addWide(wide, rows);
            return;
        }
        LongColumn values = (LongColumn) arguments[0];
        int added = 0;
        if (high == null) {
            added = rows.isOneGroup ? addToOne(values, rows) : addNarrow(values, rows);
        }
        if (added < rows.count) {
            addFrom(added, values, rows);
        }
    }

    /** Adds until a sum would not fit; answers how many rows were added. */
    private int addNarrow(LongColumn values, Rows rows) {
        long[] into = low;
        int[] groups = rows.groups;
        int[] selection = rows.selection;
        if (selection == null) {
            for (int i = 0; i < rows.count; i++) {
                long value = values.get(i);
                long before = into[groups[i]];
                long sum = before + value;
                if (((before ^ sum) & (value ^ sum)) < 0) {
                    return i;
                }
                into[groups[i]] = sum;
            }
            return rows.count;
        }
        for (int i = 0; i < rows.count; i++) {
            long value = values.get(selection[i]);
            long before = into[groups[i]];
            long sum = before + value;
            if (((before ^ sum) & (value ^ sum)) < 0) {
                return i;
            }
            into[groups[i]] = sum;
        }
        return rows.count;
    }

    private int addToOne(LongColumn values, Rows rows) {
        if (rows.count == 0) {
            return 0;
        }
        int[] selection = rows.selection;
        long before = low[0];
        for (int i = 0; i < rows.count; i++) {
            long value = values.get(selection == null ? i : selection[i]);
            long sum = before + value;
            if (((before ^ sum) & (value ^ sum)) < 0) {
                low[0] = before;
                return i;
            }
            before = sum;
        }
        low[0] = before;
        return rows.count;
    }

    private void addFrom(int first, LongColumn values, Rows rows) {
        long[] highs = widened();
        for (int i = first; i < rows.count; i++) {
            long value = values.get(rows.row(i));
            addTo(highs, rows.groups[i], value >> 63, value);
        }
    }

    private void addWide(WideColumn values, Rows rows) {
        long[] highs = widened();
        for (int i = 0; i < rows.count; i++) {
            int row = rows.row(i);
            addTo(highs, rows.groups[i], values.high(row), values.low(row));
        }
    }

    private void addTo(long[] highs, int group, long highPart, long lowPart) {
        long sum = low[group] + lowPart;
        long carry = Long.compareUnsigned(sum, lowPart) < 0 ? 1 : 0;
        long before = highs[group];
        long total = before + highPart + carry;
        if (before >= 0 == highPart >= 0 && total >= 0 != before >= 0) {
            throw Decimals.outOfRange("a sum has more than 38 digits");
        }
        low[group] = sum;
        highs[group] = total;
    }

    private long[] widened() {
        long @Nullable [] highs = high;
        if (highs == null) {
            highs = new long[low.length];
            for (int i = 0; i < highs.length; i++) {
                highs[i] = low[i] >> 63;
            }
            high = highs;
        }
        return highs;
    }

    @Override
    List<ColumnType> stateTypes() {
        return List.of(STATE);
    }

    @Override
    Column[] state(int from, int count) {
        long[] lows = Arrays.copyOfRange(low, from, from + count);
        return new Column[] {
            high == null
                    ? new LongColumn(lows, count, null)
                    : new WideColumn(Arrays.copyOfRange(high, from, from + count), lows, count, null)
        };
    }

    @Override
    void merge(Column[] state, Rows rows) {
        add(state, rows);
    }

    @Override
    Column result(int from, Counts counts, FunctionCall call) {
        int to = from + counts.size();
        long @Nullable [] highs = high == null ? null : Arrays.copyOfRange(high, from, to);
        SumResult results = new SumResult(call.function(), argument, call.type());
        return results.of(Arrays.copyOfRange(low, from, to), highs, counts);
    }

    @Override
    int bytesPerGroup() {
        return Long.BYTES * (high == null ? 1 : 2);
    }

    /** The type of sums. */
    static boolean isFor(ColumnType argument) {
        return argument.kind() == Kind.LONG || argument.kind() == Kind.DECIMAL;
    }
}
