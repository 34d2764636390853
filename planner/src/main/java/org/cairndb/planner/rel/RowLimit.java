package org.cairndb.planner.rel;

import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LimitOperator;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.rex.RexTranslator;
import org.jspecify.annotations.Nullable;

/** OFFSET and FETCH of a plan, which become known at execution. Immutable. */
final class RowLimit {
    /** Up to this limit it does not pay to read far ahead. */
    private static final long FEW_ROWS = 1_000;

    private static final Batch ONE_ROW = new Batch(new Column[0], 1);

    private final @Nullable Expression offset;
    private final @Nullable Expression fetch;

    RowLimit(RexBuilder rexBuilder, DatomSort.Bounds bounds) {
        this.offset = translate(bounds.offset(), rexBuilder);
        this.fetch = translate(bounds.fetch(), rexBuilder);
    }

    private static @Nullable Expression translate(@Nullable RexNode node, RexBuilder rexBuilder) {
        return node == null
                ? null
                : new RexTranslator(rexBuilder).translate(node).orElseThrow();
    }

    /** Cuts the rows of an input, which learns if only a few of them are needed. */
    OperatorFactory cut(OperatorFactory input) {
        return context -> {
            long rows = value(fetch, Long.MAX_VALUE, context);
            long skipped = value(offset, 0, context);
            boolean isFew = rows <= FEW_ROWS && skipped <= FEW_ROWS;
            return new LimitOperator(input.create(isFew ? context.forFewRows() : context), skipped, rows);
        };
    }

    private static long value(@Nullable Expression expression, long absent, ExecutionContext context) {
        if (expression == null) {
            return absent;
        }
        Column value = expression.evaluate(ONE_ROW, context);
        return value.isNull(0) ? absent : ((LongColumn) value).get(0);
    }
}
