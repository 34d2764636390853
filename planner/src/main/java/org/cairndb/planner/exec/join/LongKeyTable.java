package org.cairndb.planner.exec.join;

import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.WideColumn;
import org.jspecify.annotations.Nullable;

/** A table of one integer key. */
final class LongKeyTable extends KeyTable {
    private final KeySlots slots;

    LongKeyTable(LongColumn keys, int size, Runnable check) {
        super(size, check);
        this.slots = new KeySlots(size);
        boolean @Nullable [] nulls = keys.nulls();
        for (int row = size - 1; row >= 0; row--) {
            check(row);
            if (nulls == null || !nulls[row]) {
                long key = keys.get(row);
                int slot = slots.seek(key, slots.start(key));
                int following = slots.row(slot);
                if (following != NONE) {
                    chain(row, following);
                }
                slots.set(slot, key, row);
            }
        }
    }

    @Override
    void find(Probe probe, int[] first) {
        int count = probe.count();
        if (probe.keys()[0] instanceof WideColumn wide) {
            for (int i = 0; i < count; i++) {
                int row = probe.row(i);
                boolean fits = !wide.isNull(row) && wide.high(row) == wide.low(row) >> 63;
                first[i] = fits ? rowOf(wide.low(row)) : NONE;
            }
            return;
        }
        LongColumn keys = (LongColumn) probe.keys()[0];
        boolean @Nullable [] nulls = keys.nulls();
        long[] values = keys.array();
        int offset = keys.offset();
        int[] rows = probe.rows();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            first[i] = nulls != null && nulls[row] ? NONE : rowOf(values[offset + row]);
        }
    }

    private int rowOf(long key) {
        return slots.row(slots.seek(key, slots.start(key)));
    }
}
