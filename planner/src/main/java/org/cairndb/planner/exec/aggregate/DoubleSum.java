package org.cairndb.planner.exec.aggregate;

import java.util.Arrays;
import java.util.List;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.DoubleColumn;

/** Adds doubles in the order in which they come. */
final class DoubleSum extends Accumulator {
    private double[] sums = new double[0];

    @Override
    void reserve(int groups) {
        if (groups > sums.length) {
            sums = Arrays.copyOf(sums, Capacity.of(groups, sums.length));
        }
    }

    @Override
    void add(Column[] arguments, Rows rows) {
        DoubleColumn values = (DoubleColumn) arguments[0];
        if (rows.isOneGroup) {
            addToOne(values, rows);
            return;
        }
        double[] into = sums;
        int[] groups = rows.groups;
        int[] selection = rows.selection;
        if (selection == null) {
            for (int i = 0; i < rows.count; i++) {
                into[groups[i]] += values.get(i);
            }
            return;
        }
        for (int i = 0; i < rows.count; i++) {
            into[groups[i]] += values.get(selection[i]);
        }
    }

    private void addToOne(DoubleColumn values, Rows rows) {
        int[] selection = rows.selection;
        double sum = rows.count == 0 ? 0 : sums[0];
        for (int i = 0; i < rows.count; i++) {
            sum += values.get(selection == null ? i : selection[i]);
        }
        if (rows.count > 0) {
            sums[0] = sum;
        }
    }

    @Override
    List<ColumnType> stateTypes() {
        return List.of(ColumnType.of(ColumnType.Kind.DOUBLE));
    }

    @Override
    Column[] state(int from, int count) {
        return new Column[] {new DoubleColumn(Arrays.copyOfRange(sums, from, from + count), count, null)};
    }

    @Override
    void merge(Column[] state, Rows rows) {
        add(state, rows);
    }

    @Override
    Column result(int from, Counts counts, FunctionCall call) {
        int size = counts.size();
        double[] results = Arrays.copyOfRange(sums, from, from + size);
        if (call.function() == AggregateFunction.SUM_OR_ZERO) {
            return new DoubleColumn(results, size, null);
        }
        for (int i = 0; i < size && call.function() == AggregateFunction.AVERAGE; i++) {
            results[i] /= counts.of(i);
        }
        return new DoubleColumn(results, size, counts.fewerThan(1));
    }

    @Override
    int bytesPerGroup() {
        return Double.BYTES;
    }
}
