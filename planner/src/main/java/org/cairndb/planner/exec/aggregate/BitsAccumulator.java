package org.cairndb.planner.exec.aggregate;

import java.util.Arrays;
import java.util.List;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.LongColumn;

/** BIT_AND, BIT_OR and BIT_XOR of integers. */
final class BitsAccumulator extends Accumulator {
    private final AggregateFunction function;
    private final long neutral;
    private long[] bits = new long[0];

    BitsAccumulator(AggregateFunction function) {
        this.function = function;
        this.neutral = function == AggregateFunction.BIT_AND ? -1 : 0;
    }

    @Override
    void reserve(int groups) {
        if (groups > bits.length) {
            int old = bits.length;
            bits = Arrays.copyOf(bits, Capacity.of(groups, old));
            Arrays.fill(bits, old, bits.length, neutral);
        }
    }

    @Override
    void add(Column[] arguments, Rows rows) {
        LongColumn values = (LongColumn) arguments[0];
        for (int i = 0; i < rows.count; i++) {
            int group = rows.groups[i];
            long value = values.get(rows.row(i));
            if (function == AggregateFunction.BIT_AND) {
                bits[group] &= value;
            } else if (function == AggregateFunction.BIT_OR) {
                bits[group] |= value;
            } else {
                bits[group] ^= value;
            }
        }
    }

    @Override
    List<ColumnType> stateTypes() {
        return List.of(ColumnType.of(Kind.LONG));
    }

    @Override
    Column[] state(int from, int count) {
        return new Column[] {new LongColumn(Arrays.copyOfRange(bits, from, from + count), count, null)};
    }

    @Override
    void merge(Column[] state, Rows rows) {
        add(state, rows);
    }

    @Override
    Column result(int from, Counts counts, FunctionCall call) {
        int size = counts.size();
        return new LongColumn(Arrays.copyOfRange(bits, from, from + size), size, counts.fewerThan(1));
    }

    @Override
    int bytesPerGroup() {
        return Long.BYTES;
    }
}
