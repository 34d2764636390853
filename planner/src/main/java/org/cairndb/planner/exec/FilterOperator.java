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
        Batch current = batch.compact();
        for (Expression condition : conditions) {
            Batch input = condition.canFail() ? current.compact() : current;
            current = apply(input, condition);
            if (current.rowCount() == 0) {
                return current;
            }
        }
        return current;
    }

    private Batch apply(Batch batch, Expression condition) {
        LongColumn outcome = (LongColumn) condition.evaluate(batch, context);
        int count = batch.rowCount();
        int[] rows = new int[count];
        int kept = 0;
        boolean[] nulls = outcome.nulls();
        int @Nullable [] selection = batch.selection();
        for (int i = 0; i < count; i++) {
            int row = selection == null ? i : selection[i];
            rows[kept] = row;
            kept += outcome.get(row) != 0 && (nulls == null || !nulls[row]) ? 1 : 0;
        }
        return kept == count ? batch : batch.select(rows, kept);
    }

    @Override
    public void close() {
        input.close();
    }
}
