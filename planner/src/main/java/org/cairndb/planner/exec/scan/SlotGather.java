package org.cairndb.planner.exec.scan;

import java.util.Arrays;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.storage.datom.ValueVector;
import org.jspecify.annotations.Nullable;

/** Makes a column of values that lie in slots of one vector or, for different rows, of several. Not thread-safe. */
final class SlotGather {
    static final int ABSENT = -1;

    private final ColumnType type;
    private final int size;
    private final int[] slots;
    /** Rows before this one have their values in {@link #built} or, without it, in {@link #vector}. */
    private int taken;

    private @Nullable ValueVector vector;
    private @Nullable ColumnBuilder built;

    /** A column of so many rows, null as long as nothing else is said. */
    SlotGather(ColumnType type, int size) {
        this.type = type;
        this.size = size;
        this.slots = new int[size];
    }

    /** Where to write the slots of rows from one on. */
    record Slots(int[] slots, int from) {}

    Slots slots(int row) {
        return new Slots(slots, row);
    }

    /** The rows up to this one have their values in the slots noted, of this vector. */
    void take(ValueVector values, int to) {
        ValueVector before = vector;
        if (before != null && before != values) {
            append(before);
        }
        vector = values;
        taken = to;
    }

    /** Copies the values of rows that are in no builder yet. */
    private void append(ValueVector values) {
        ColumnBuilder builder = built;
        if (builder == null) {
            builder = ColumnBuilder.of(type);
            built = builder;
        }
        for (int row = builder.size(); row < taken; row++) {
            if (slots[row] < 0) {
                builder.appendNull();
            } else {
                builder.append(values, slots[row]);
            }
        }
    }

    Column build() {
        ValueVector last = vector;
        ColumnBuilder builder = built;
        Arrays.fill(slots, taken, size, ABSENT);
        if (last != null && builder == null) {
            return ValueColumns.gather(last, type, slots, size);
        }
        if (last != null) {
            append(last);
        }
        ColumnBuilder rest = builder == null ? ColumnBuilder.of(type) : builder;
        while (rest.size() < size) {
            rest.appendNull();
        }
        return ValueColumns.narrowed(rest.build(), type);
    }
}
