package org.cairndb.planner.exec;

import java.util.Arrays;
import org.cairndb.storage.datom.ValueVector;
import org.jspecify.annotations.Nullable;

/** Collects values of one type, row by row, into a column of its own. */
public abstract class ColumnBuilder {
    private boolean[] nulls = new boolean[16];
    private boolean anyNull;
    private int size;

    ColumnBuilder() {}

    /** An empty builder. */
    public static ColumnBuilder of(ColumnType type) {
        if (type.isLong()) {
            return new LongColumnBuilder();
        }
        if (type.isText()) {
            return new TextColumnBuilder();
        }
        if (type.isWide()) {
            return new WideColumnBuilder();
        }
        return type.kind() == ColumnType.Kind.DOUBLE ? new DoubleColumnBuilder() : new ObjectColumnBuilder();
    }

    /** Rows so far. */
    public final int size() {
        return size;
    }

    /** Appends a row of a column of the same kind. */
    public final void append(Column source, int row) {
        if (source.isNull(row)) {
            appendNull();
        } else {
            copy(source, row);
            advance(false);
        }
    }

    /** Appends a stored value of the same kind. */
    public final void append(ValueVector source, int slot) {
        copy(source, slot);
        advance(false);
    }

    /** Appends a value in its run-time form: Long, Double, byte[], BigInteger or UUID by the kind of column; null is null. */
    public final void appendValue(@Nullable Object value) {
        if (value == null) {
            appendNull();
        } else {
            copy(value);
            advance(false);
        }
    }

    /** Appends a null. */
    public final void appendNull() {
        skip();
        advance(true);
    }

    private void advance(boolean isNull) {
        if (size == nulls.length) {
            nulls = Arrays.copyOf(nulls, size * 2);
        }
        nulls[size++] = isNull;
        anyNull |= isNull;
    }

    final boolean @Nullable [] builtNulls() {
        return anyNull ? nulls : null;
    }

    abstract void copy(Column source, int row);

    abstract void copy(ValueVector source, int slot);

    abstract void copy(Object value);

    abstract void skip();

    /** The column; the builder must not be used afterwards. */
    public abstract Column build();
}
