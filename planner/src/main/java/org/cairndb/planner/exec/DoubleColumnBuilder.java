package org.cairndb.planner.exec;

import java.util.Arrays;
import org.cairndb.storage.datom.DoubleVector;
import org.cairndb.storage.datom.ValueVector;

/** Builds a {@link DoubleColumn}. */
final class DoubleColumnBuilder extends ColumnBuilder {
    private double[] values = new double[16];

    @Override
    void copy(Column source, int row) {
        put(((DoubleColumn) source).get(row));
    }

    @Override
    void copy(ValueVector source, int slot) {
        put(((DoubleVector) source).get(slot));
    }

    @Override
    void copy(Object value) {
        put((Double) value);
    }

    @Override
    void skip() {
        put(0);
    }

    private void put(double value) {
        if (size() == values.length) {
            values = Arrays.copyOf(values, size() * 2);
        }
        values[size()] = value;
    }

    @Override
    public DoubleColumn build() {
        return new DoubleColumn(values, size(), builtNulls());
    }
}
