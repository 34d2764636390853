package org.cairndb.planner.exec.scan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Orders runs of entity ids. */
final class EntityOrder {
    private static final int ORDINAL_BITS = 20;

    private EntityOrder() {}

    /** The positions, counted from {@code from}, in ascending order of their ids; null where they ascend already. */
    static int @Nullable [] ascending(long[] entities, int from, int to) {
        return isAscending(entities, from, to) ? null : sorted(entities, from, to);
    }

    /** Whether each id in [from, to) is at least the one before. */
    static boolean isAscending(long[] entities, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (entities[i - 1] > entities[i]) {
                return false;
            }
        }
        return true;
    }

    /** For each of the places 0 to {@code bound - 1} that occurs among the first {@code count} given, in ascending order, where it occurs. */
    static int[] inverse(int[] places, int count, int bound) {
        int[] occurs = new int[bound];
        for (int i = 0; i < count; i++) {
            occurs[places[i]] = i + 1;
        }
        int[] rows = new int[count];
        int found = 0;
        for (int place = 0; place < bound; place++) {
            if (occurs[place] > 0) {
                rows[found++] = occurs[place] - 1;
            }
        }
        return rows;
    }

    /** Turns rows round. */
    static void reverse(int[] rows) {
        for (int i = 0; i < rows.length / 2; i++) {
            int last = rows.length - 1 - i;
            int row = rows[i];
            rows[i] = rows[last];
            rows[last] = row;
        }
    }

    private static int[] sorted(long[] entities, int from, int to) {
        int size = to - from;
        long all = 0;
        for (int i = from; i < to; i++) {
            all |= entities[i];
        }
        int[] order = new int[size];
        if (size <= 1 << ORDINAL_BITS && all >>> (63 - ORDINAL_BITS) == 0) {
            long[] keys = new long[size];
            for (int i = 0; i < size; i++) {
                keys[i] = entities[from + i] << ORDINAL_BITS | i;
            }
            Arrays.sort(keys);
            for (int i = 0; i < size; i++) {
                order[i] = (int) keys[i] & ((1 << ORDINAL_BITS) - 1);
            }
            return order;
        }
        Integer[] boxed = new Integer[size];
        for (int i = 0; i < size; i++) {
            boxed[i] = i;
        }
        Arrays.sort(boxed, (a, b) -> Long.compare(entities[from + a], entities[from + b]));
        for (int i = 0; i < size; i++) {
            order[i] = boxed[i];
        }
        return order;
    }
}
