package org.cairndb.planner.exec.aggregate;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.jspecify.annotations.Nullable;

/** Groups of an input in any order, for one or several sets of keys; each set's groups come in the order in which they first appear. */
public final class HashAggregate implements Operator {
    private final Operator input;
    private final ExecutionContext context;
    private final GroupingSets sets;
    private boolean isRead;

    /**
     * Groups an input, which this operator closes.
     *
     * @param sets the keys of each grouping set, as places among those of the grouping
     */
    public HashAggregate(Operator input, Grouping grouping, List<List<Integer>> sets, ExecutionContext context) {
        this.input = input;
        this.context = context;
        this.sets = new GroupingSets(grouping, sets, context);
    }

    @Override
    public @Nullable Batch next() {
        if (!isRead) {
            for (Batch batch = input.next(); batch != null; batch = input.next()) {
                context.checkCancelled();
                sets.add(batch);
            }
            isRead = true;
        }
        context.checkCancelled();
        return sets.next();
    }

    @Override
    public void close() {
        input.close();
        sets.close();
    }
}
