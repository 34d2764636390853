package org.cairndb.planner.exec;

import java.util.Arrays;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.ValueVector;

/** Builds a {@link LongColumn}. */
final class LongColumnBuilder extends ColumnBuilder {
    private long[] values = new long[16];

    @Override
    void copy(Column source, int row) {
        put(((LongColumn) source).get(row));
    }

    @Override
    void copy(ValueVector source, int slot) {
        put(((LongVector) source).get(slot));
    }

    @Override
    void copy(Object value) {
        put((Long) value);
    }

    @Override
    void skip() {
        put(0);
    }

    private void put(long value) {
        if (size() == values.length) {
            values = Arrays.copyOf(values, size() * 2);
        }
        values[size()] = value;
    }

    @Override
    public LongColumn build() {
        return new LongColumn(values, size(), builtNulls());
    }
}
