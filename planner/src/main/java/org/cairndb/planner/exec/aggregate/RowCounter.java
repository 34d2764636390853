package org.cairndb.planner.exec.aggregate;

import java.util.Arrays;
import org.cairndb.planner.exec.LongColumn;

/** Counts rows by group. */
final class RowCounter {
    private long[] counts = new long[0];

    void reserve(int groups) {
        if (groups > counts.length) {
            counts = Arrays.copyOf(counts, Capacity.of(groups, counts.length));
        }
    }

    void add(Rows rows) {
        if (rows.isOneGroup) {
            if (rows.count > 0) {
                counts[0] += rows.count;
            }
            return;
        }
        long[] into = counts;
        int[] groups = rows.groups;
        for (int i = 0; i < rows.count; i++) {
            into[groups[i]]++;
        }
    }

    void merge(LongColumn others, Rows rows) {
        for (int i = 0; i < rows.count; i++) {
            counts[rows.groups[i]] += others.get(rows.row(i));
        }
    }

    long[] copy(int from, int count) {
        return Arrays.copyOfRange(counts, from, from + count);
    }
}
