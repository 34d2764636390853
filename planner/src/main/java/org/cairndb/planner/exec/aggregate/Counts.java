package org.cairndb.planner.exec.aggregate;

import org.jspecify.annotations.Nullable;

/** How many rows each of some groups has. */
final class Counts {
    private final long[] counts;

    Counts(long[] counts) {
        this.counts = counts;
    }

    int size() {
        return counts.length;
    }

    long of(int ordinal) {
        return counts[ordinal];
    }

    long[] array() {
        return counts;
    }

    /** True for groups with fewer rows than some, or null if there are none. */
    boolean @Nullable [] fewerThan(long rows) {
        boolean[] nulls = new boolean[counts.length];
        boolean any = false;
        for (int i = 0; i < counts.length; i++) {
            nulls[i] = counts[i] < rows;
            any |= nulls[i];
        }
        return any ? nulls : null;
    }
}
