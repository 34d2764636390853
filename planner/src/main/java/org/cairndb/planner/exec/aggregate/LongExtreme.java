package org.cairndb.planner.exec.aggregate;

import java.util.Arrays;
import java.util.List;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.LongColumn;

/** The least or greatest of values of 64 bits, doubles among them; for the greatest all bits are flipped, which turns the order round. */
final class LongExtreme extends Accumulator {
    private final boolean isDouble;
    private final long flip;
    private long[] best = new long[0];

    LongExtreme(AggregateFunction function, ColumnType type) {
        this.isDouble = type.kind() == Kind.DOUBLE;
        this.flip = function == AggregateFunction.MAX ? -1 : 0;
    }

    @Override
    void reserve(int groups) {
        if (groups > best.length) {
            int old = best.length;
            best = Arrays.copyOf(best, Capacity.of(groups, old));
            Arrays.fill(best, old, best.length, Long.MAX_VALUE);
        }
    }

    @Override
    void add(Column[] arguments, Rows rows) {
        if (arguments[0] instanceof DoubleColumn doubles) {
            add(doubles, rows);
            return;
        }
        LongColumn values = (LongColumn) arguments[0];
        long[] into = best;
        int[] groups = rows.groups;
        int[] selection = rows.selection;
        if (selection == null) {
            for (int i = 0; i < rows.count; i++) {
                into[groups[i]] = Math.min(into[groups[i]], values.get(i) ^ flip);
            }
            return;
        }
        for (int i = 0; i < rows.count; i++) {
            into[groups[i]] = Math.min(into[groups[i]], values.get(selection[i]) ^ flip);
        }
    }

    private void add(DoubleColumn values, Rows rows) {
        long[] into = best;
        int[] groups = rows.groups;
        int[] selection = rows.selection;
        for (int i = 0; i < rows.count; i++) {
            long bits = DoubleBits.of(values.get(selection == null ? i : selection[i]));
            into[groups[i]] = Math.min(into[groups[i]], bits ^ flip);
        }
    }

    @Override
    List<ColumnType> stateTypes() {
        return List.of(ColumnType.of(Kind.LONG));
    }

    @Override
    Column[] state(int from, int count) {
        return new Column[] {new LongColumn(Arrays.copyOfRange(best, from, from + count), count, null)};
    }

    @Override
    void merge(Column[] state, Rows rows) {
        LongColumn others = (LongColumn) state[0];
        for (int i = 0; i < rows.count; i++) {
            int group = rows.groups[i];
            best[group] = Math.min(best[group], others.get(rows.row(i)));
        }
    }

    @Override
    Column result(int from, Counts counts, FunctionCall call) {
        long[] results = Arrays.copyOfRange(best, from, from + counts.size());
        for (int i = 0; i < results.length; i++) {
            results[i] ^= flip;
        }
        boolean[] nulls = counts.fewerThan(1);
        return isDouble
                ? new DoubleColumn(DoubleBits.doubles(results, results.length), results.length, nulls)
                : new LongColumn(results, results.length, nulls);
    }

    @Override
    int bytesPerGroup() {
        return Long.BYTES;
    }
}
