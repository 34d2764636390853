package org.cairndb.planner.exec.aggregate;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.QueryMemory;
import org.jspecify.annotations.Nullable;

/**
 * The groups of several sets of keys. If one set has all keys of the others and every function can be merged, only that set sees the rows; the others
 * are made of its groups.
 */
final class GroupingSets {
    private static final int GROUPS_AT_ONCE = 8192;

    private final List<Aggregation> sets = new ArrayList<>();
    private final QueryMemory memory;
    private long reserved;
    private int current;
    private int position;

    GroupingSets(Grouping grouping, List<List<Integer>> sets, QueryMemory memory) {
        this.memory = memory;
        for (List<Integer> set : sets) {
            this.sets.add(new Aggregation(grouping, set));
        }
    }

    void add(Batch batch) {
        long bytes = 0;
        for (Aggregation set : sets) {
            set.add(batch);
            bytes += set.bytes();
        }
        if (bytes > reserved) {
            memory.reserve(bytes - reserved);
            reserved = bytes;
        }
    }

    /** The next groups, or null at the end. */
    @Nullable
    Batch next() {
        while (current < sets.size()) {
            Aggregation set = sets.get(current);
            int count = Math.min(GROUPS_AT_ONCE, set.groups() - position);
            if (count > 0) {
                position += count;
                return set.result(position - count, count);
            }
            current++;
            position = 0;
        }
        return null;
    }

    void close() {
        memory.release(reserved);
        reserved = 0;
    }
}
