package org.cairndb.planner.exec.join;

import java.util.Arrays;

/** A table without keys: every row matches every other. */
final class AllRowsTable extends KeyTable {
    private final int head;

    AllRowsTable(int size, Runnable check) {
        super(size, check);
        this.head = size == 0 ? NONE : 0;
        for (int row = size - 2; row >= 0; row--) {
            check(row);
            chain(row, row + 1);
        }
    }

    @Override
    void find(Probe probe, int[] first) {
        Arrays.fill(first, 0, probe.count(), head);
    }
}
