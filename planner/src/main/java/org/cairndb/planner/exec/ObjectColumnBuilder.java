package org.cairndb.planner.exec;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.storage.datom.ValueVector;
import org.jspecify.annotations.Nullable;

/** Builds an {@link ObjectColumn}. */
final class ObjectColumnBuilder extends ColumnBuilder {
    private final List<@Nullable Object> values = new ArrayList<>();

    @Override
    void copy(Column source, int row) {
        values.add(((ObjectColumn) source).get(row));
    }

    @Override
    void copy(ValueVector source, int slot) {
        throw new IllegalStateException("Stored values have vectors");
    }

    @Override
    void copy(Object value) {
        values.add(value);
    }

    @Override
    void skip() {
        values.add(null);
    }

    @Override
    public ObjectColumn build() {
        return new ObjectColumn(values.toArray(), size());
    }
}
