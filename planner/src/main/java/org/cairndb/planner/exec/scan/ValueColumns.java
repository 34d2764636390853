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

    /** Slots [from, from + size) of a vector of values of a type, sharing its arrays. */
    public static Column slice(ValueVector vector, ColumnType type, int from, int size) {
        if (vector instanceof LongVector longs) {
            return new LongColumn(longs.array(), from, size);
        }
        if (vector instanceof DoubleVector doubles) {
            return new DoubleColumn(doubles.array(), from, size);
        }
        if (vector instanceof TextVector text) {
            int @Nullable [] codes = text.codes();
            return codes == null
                    ? new TextColumn(runs(text), from, size, null)
                    : new TextColumn(runs(text), codes, from, size, null);
        }
        WideVector wide = (WideVector) vector;
        long[] high = new long[size];
        long[] low = new long[size];
        for (int i = 0; i < size; i++) {
            high[i] = wide.high(from + i);
            low[i] = wide.low(from + i);
        }
        return wideOrNarrow(new WideColumn(high, low, size, null), type);
    }

    /** The values in the first {@code count} slots named, null for slots below 0; text shares the arrays of the vector. */
    public static Column gather(ValueVector vector, ColumnType type, int[] slots, int count) {
        if (vector instanceof WideVector wide) {
            return wideOrNarrow(gatherWide(wide, slots, count), type);
        }
        if (vector instanceof TextVector text && text.codes() != null) {
            return gatherCoded(text, text.codes(), slots, count);
        }
        return slice(vector, type, 0, vector.size()).gather(slots, count);
    }

    private static TextColumn gatherCoded(TextVector text, int[] codes, int[] slots, int count) {
        return new TextColumn(runs(text), codes, 0, codes.length, null).gather(slots, count);
    }

    private static WideColumn gatherWide(WideVector wide, int[] slots, int count) {
        long[] high = new long[count];
        long[] low = new long[count];
        boolean[] nulls = new boolean[count];
        boolean anyNull = false;
        for (int i = 0; i < count; i++) {
            if (slots[i] < 0) {
                nulls[i] = true;
                anyNull = true;
            } else {
                high[i] = wide.high(slots[i]);
                low[i] = wide.low(slots[i]);
            }
        }
        return new WideColumn(high, low, count, anyNull ? nulls : null);
    }

    /** A built column in the form in which scans give it out. */
    public static Column narrowed(Column column, ColumnType type) {
        return column instanceof WideColumn wide ? wideOrNarrow(wide, type) : column;
    }

    /** Decimals in 64 bits where all of them fit, which makes calculating with them fast. */
    private static Column wideOrNarrow(WideColumn wide, ColumnType type) {
        if (type.kind() != Kind.DECIMAL) {
            return wide;
        }
        int size = wide.size();
        long[] narrow = new long[size];
        for (int i = 0; i < size; i++) {
            narrow[i] = wide.low(i);
            if (wide.high(i) != narrow[i] >> 63) {
                return wide;
            }
        }
        return new LongColumn(narrow, size, wide.nulls());
    }

    private static TextColumn.Runs runs(TextVector text) {
        return new TextColumn.Runs(text.bytes(), text.starts(), text.lengths());
    }
}
