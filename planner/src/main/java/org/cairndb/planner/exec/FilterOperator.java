package org.cairndb.planner.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows for which every condition is true. Conditions that can fail only see rows that those before them let through. */
public final class FilterOperator implements Operator {
    private final Operator input;
    private final List<Expression> conditions;
    private final ExecutionContext context;

    /** Filters an input, which this operator closes. */
    public FilterOperator(Operator input, List<Expression> conditions, ExecutionContext context) {
        this.input = input;
        this.conditions = List.copyOf(conditions);
        this.context = context;
    }

    @Override
    public @Nullable Batch next() {
        while (true) {
            context.checkCancelled();
            Batch batch = input.next();
            if (batch == null) {
                return null;
            }
            Batch filtered = filter(batch);
            if (filtered.rowCount() > 0) {
                return filtered;
            }
        }
    }

    private Batch filter(Batch batch) {
        int[] rows = batch.selection();
        int count = batch.rowCount();
        int[] kept = new int[count];
        int left = count;
        for (Expression condition : conditions) {
            left = condition.select(batch, rows, left, kept, context);
            if (left == 0) {
                break;
            }
            rows = kept;
        }
        return left == count ? batch : batch.select(kept, left);
    }

    @Override
    public void close() {
        input.close();
    }
}
