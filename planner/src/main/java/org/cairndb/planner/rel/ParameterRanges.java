package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.range.Predicate;
import org.cairndb.planner.range.RangeBinder;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;

/**
 * The key ranges of a statement's conditions that are known only when it is executed: those of parameters and of the current time. How many rows they
 * hold then decides which plan is best.
 */
public final class ParameterRanges {
    /** No such ranges. */
    public static final ParameterRanges NONE = new ParameterRanges(List.of());

    /** Ranges with fewer rows than two to this power are alike. */
    private static final int FEW_ROWS = 8;
    /** Ranges are alike whose rows differ by less than a factor of two to this power. */
    private static final int ALIKE = 3;
    /** Of more ranges of one condition than these, the rest counts as their average. */
    private static final int COUNTED_RANGES = 16;

    private final List<Range> ranges;

    ParameterRanges(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /** What conditions say of a column. */
    record Range(String database, AccessPath path, List<Predicate> predicates) {}

    /** Whether all ranges are known when the statement is planned. */
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /**
     * How large each range is in the newest state of its database, as powers of 8; nothing if it cannot be told without requests to a store. Executions
     * with the same sizes are served by the same plan.
     */
    public Optional<List<Integer>> sizes(ExecutionContext context) {
        List<Integer> sizes = new ArrayList<>(ranges.size());
        for (Range range : ranges) {
            OptionalLong rows = rowsIn(range, context);
            if (rows.isEmpty()) {
                return Optional.empty();
            }
            int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(rows.getAsLong() | 1);
            sizes.add(Math.max(0, power - FEW_ROWS) / ALIKE);
        }
        return Optional.of(sizes);
    }

    private static OptionalLong rowsIn(Range range, ExecutionContext context) {
        Snapshot snapshot = context.snapshot(range.database);
        List<KeyRange> keys = new RangeBinder(range.path.domain(), context).bind(range.predicates);
        int counted = Math.min(keys.size(), COUNTED_RANGES);
        long sum = 0;
        for (KeyRange each : keys.subList(0, counted)) {
            OptionalLong rows = snapshot.countAtHand(range.path.index(), each);
            if (rows.isEmpty()) {
                return rows;
            }
            sum += rows.getAsLong();
        }
        return OptionalLong.of(counted == 0 ? 0 : sum / counted * keys.size());
    }

    /** Collects the ranges that planning meets. */
    static final class Found {
        private final Map<PlanningSnapshots.Range, Range> found = new LinkedHashMap<>();

        void add(PlanningSnapshots.Range where, AccessPath path, List<Predicate> predicates) {
            found.putIfAbsent(where, new Range(where.table().database(), path, List.copyOf(predicates)));
        }

        ParameterRanges all() {
            return found.isEmpty() ? NONE : new ParameterRanges(List.copyOf(found.values()));
        }
    }
}
