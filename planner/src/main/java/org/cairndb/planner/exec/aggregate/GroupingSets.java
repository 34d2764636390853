package org.cairndb.planner.exec.aggregate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ExecutionContext;
import org.jspecify.annotations.Nullable;

/**
 * The groups of several sets of keys. If one set has all keys of the others and every function can be made of partial results without its rows, only
 * that set sees the rows; the others are made of its groups.
 */
final class GroupingSets implements AutoCloseable {
    private static final int GROUPS_AT_ONCE = 8192;

    private final List<SpillingAggregation> aggregations = new ArrayList<>();
    private final List<List<Integer>> sets;
    private final boolean derives;
    private int current;
    private @Nullable Aggregation groups;
    private int position;

    GroupingSets(Grouping grouping, List<List<Integer>> sets, ExecutionContext context) {
        int finest = finestOf(sets);
        this.sets = new ArrayList<>(sets);
        if (finest > 0) {
            this.sets.add(0, this.sets.remove(finest));
        }
        for (List<Integer> set : this.sets) {
            aggregations.add(new SpillingAggregation(grouping, set, context));
        }
        this.derives = finest >= 0 && sets.size() > 1 && new Aggregation(grouping, this.sets.get(0)).isMergeable();
    }

    private static int finestOf(List<List<Integer>> sets) {
        for (int i = 0; i < sets.size(); i++) {
            HashSet<Integer> keys = new HashSet<>(sets.get(i));
            if (sets.stream().allMatch(keys::containsAll)) {
                return i;
            }
        }
        return -1;
    }

    void add(Batch batch) {
        for (int i = 0; i < fed(); i++) {
            aggregations.get(i).add(batch);
        }
    }

    /** How many of the aggregations see rows. */
    private int fed() {
        return derives ? 1 : aggregations.size();
    }

    /** Adds what other groups of the same sets were given, which must not be used any more. */
    void absorb(GroupingSets other) {
        for (int i = 0; i < fed(); i++) {
            aggregations.get(i).absorb(other.aggregations.get(i));
        }
    }

    /** The next groups after all rows have been added, or null at the end. */
    @Nullable
    Batch next() {
        while (current < aggregations.size()) {
            Aggregation open = groups;
            if (open == null) {
                open = aggregations.get(current).next();
                if (open == null) {
                    aggregations.get(current).close();
                    current++;
                    continue;
                }
                groups = open;
                position = 0;
            }
            int count = Math.min(GROUPS_AT_ONCE, open.groups() - position);
            if (count > 0) {
                position += count;
                return open.result(position - count, count);
            }
            if (derives && current == 0) {
                derive(open);
            }
            groups = null;
        }
        return null;
    }

    /** Adds groups of the finest set to the other ones. */
    private void derive(Aggregation from) {
        PartialRows.Reader reader = from.partials().reader();
        for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
            for (int i = 1; i < aggregations.size(); i++) {
                List<Integer> places =
                        sets.get(i).stream().map(sets.get(0)::indexOf).toList();
                aggregations.get(i).addPartials(from.partials().withKeys(batch, places));
            }
        }
    }

    @Override
    public void close() {
        aggregations.forEach(SpillingAggregation::close);
    }
}
