package org.cairndb.planner.exec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes columns from columns. */
public final class ProjectOperator implements Operator {
    private final Operator input;
    private final List<Expression> expressions;
    private final ExecutionContext context;
    private final boolean onlyInputs;

    /** Projects an input, which this operator closes. */
    public ProjectOperator(Operator input, List<Expression> expressions, ExecutionContext context) {
        this.input = input;
        this.expressions = List.copyOf(expressions);
        this.context = context;
        this.onlyInputs = expressions.stream().allMatch(e -> e.inputOrdinal() >= 0);
    }

    @Override
    public @Nullable Batch next() {
        context.checkCancelled();
        Batch batch = input.next();
        if (batch == null) {
            return null;
        }
        int[] selection = batch.selection();
        boolean isPlain = onlyInputs || selection == null;
        Batch source = isPlain || selection == null ? batch : batch.narrowed(selection, batch.rowCount());
        Column[] columns = new Column[expressions.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = expressions.get(i).evaluate(source, context);
        }
        return source.withColumns(columns);
    }

    @Override
    public void close() {
        input.close();
    }
}
