package org.cairndb.planner.exec.aggregate;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.parallel.PartedInput;
import org.cairndb.planner.exec.parallel.Shares;
import org.jspecify.annotations.Nullable;

/**
 * Groups of an input in parts, worked on by several threads.
 *
 * <p>The parts are divided into shares of neighbours, each of which is aggregated by itself; then the shares are put together in their order. So groups
 * come in the order in which they first appear, and sums of doubles do not depend on which thread did what.
 */
public final class ParallelAggregate implements Operator {
    /** Enough that threads end at about the same time. */
    private static final int MAX_SHARES = 8;

    private final PartedInput input;
    private final Grouping grouping;
    private final List<List<Integer>> sets;
    private final ExecutionContext context;
    private final Queue<GroupingSets> made = new ConcurrentLinkedQueue<>();
    private @Nullable GroupingSets groups;

    /**
     * Groups an input.
     *
     * @param sets the keys of each grouping set, as places among those of the grouping
     */
    public ParallelAggregate(PartedInput input, Grouping grouping, List<List<Integer>> sets, ExecutionContext context) {
        this.input = input;
        this.grouping = grouping;
        this.sets = sets;
        this.context = context;
    }

    @Override
    public @Nullable Batch next() {
        GroupingSets all = groups;
        if (all == null) {
            all = aggregate();
            groups = all;
        }
        context.checkCancelled();
        return all.next();
    }

    private GroupingSets aggregate() {
        int shares = Math.min(MAX_SHARES, input.parts());
        List<GroupingSets> done = Shares.run(shares, context.threads(), share -> aggregate(share, shares));
        GroupingSets all = done.get(0);
        for (GroupingSets other : done.subList(1, shares)) {
            all.absorb(other);
        }
        return all;
    }

    private GroupingSets aggregate(int share, int shares) {
        GroupingSets own = new GroupingSets(grouping, sets, context);
        made.add(own);
        int from = (int) ((long) input.parts() * share / shares);
        int to = (int) ((long) input.parts() * (share + 1) / shares);
        for (int part = from; part < to; part++) {
            try (Operator rows = input.open(part)) {
                for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
                    context.checkCancelled();
                    own.add(batch);
                }
            }
        }
        return own;
    }

    @Override
    public void close() {
        made.forEach(GroupingSets::close);
    }
}
