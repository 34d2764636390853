package org.cairndb.planner.exec.scan;

import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.planner.exec.WideColumn;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DoubleVector;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.TextVector;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.datom.WideVector;
import org.jspecify.annotations.Nullable;

/** Columns over the vectors of decoded leaves. */
public final class ValueColumns {
    private ValueColumns() {}

    /** The type in which the values of an attribute appear. */
    public static ColumnType typeOf(Attribute attribute) {
        return switch (attribute.type()) {
            case STRING, KEYWORD -> ColumnType.of(Kind.TEXT);
            case LONG, REF -> ColumnType.of(Kind.LONG);
            case DOUBLE -> ColumnType.of(Kind.DOUBLE);
            case DECIMAL -> ColumnType.decimal(attribute.precision(), attribute.scale());
            case BOOLEAN -> ColumnType.of(Kind.BOOLEAN);
            case INSTANT -> ColumnType.of(Kind.TIMESTAMP);
            case DATE -> ColumnType.of(Kind.DATE);
            case TIME -> ColumnType.of(Kind.TIME);
            case UUID -> ColumnType.of(Kind.UUID);
            case BYTES -> ColumnType.of(Kind.BYTES);
        };
    }

    /** Slots [from, from + size) of a vector, sharing its arrays. */
    static Column slice(ValueVector vector, int from, int size) {
        if (vector instanceof LongVector longs) {
            return new LongColumn(longs.array(), from, size);
        }
        if (vector instanceof DoubleVector doubles) {
            return new DoubleColumn(doubles.array(), from, size);
        }
        if (vector instanceof TextVector text) {
            TextColumn.Runs runs = new TextColumn.Runs(text.bytes(), text.starts(), text.lengths());
            int @Nullable [] codes = text.codes();
            return codes == null
                    ? new TextColumn(runs, from, size, null)
                    : new TextColumn(runs, codes, from, size, null);
        }
        WideVector wide = (WideVector) vector;
        long[] high = new long[size];
        long[] low = new long[size];
        for (int i = 0; i < size; i++) {
            high[i] = wide.high(from + i);
            low[i] = wide.low(from + i);
        }
        return new WideColumn(high, low, size, null);
    }
}
