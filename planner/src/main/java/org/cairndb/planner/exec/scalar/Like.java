package org.cairndb.planner.exec.scalar;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.Nulls;
import org.cairndb.planner.exec.TextColumn;
import org.jspecify.annotations.Nullable;

/** LIKE on UTF-8 text. The pattern is translated once a batch, as it is nearly always the same for all rows. */
final class Like implements Expression {
    private final Expression value;
    private final Expression pattern;
    private final @Nullable Character escape;

    Like(Expression value, Expression pattern, @Nullable Character escape) {
        this.value = value;
        this.pattern = pattern;
        this.escape = escape;
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        TextColumn values = (TextColumn) value.evaluate(batch, context);
        TextColumn patterns = (TextColumn) pattern.evaluate(batch, context);
        boolean[] nulls = Nulls.either(values, patterns);
        long[] result = new long[batch.size()];
        @Nullable LikePattern compiled = null;
        int compiledFrom = -1;
        for (int i = 0; i < result.length; i++) {
            if (nulls != null && nulls[i]) {
                continue;
            }
            if (compiled == null || !patterns.equal(i, patterns, compiledFrom)) {
                compiled = LikePattern.of(patterns.string(i), escape);
                compiledFrom = i;
            }
            int start = values.start(i);
            result[i] = compiled.matches(values.bytes(), start, start + values.length(i)) ? 1 : 0;
        }
        return new LongColumn(result, result.length, nulls);
    }

    @Override
    public boolean canFail() {
        return true;
    }
}
