package org.cairndb.planner;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Operator;
import org.jspecify.annotations.Nullable;

/** Rows of an execution, batch by batch; used by one thread. */
public final class QueryResult implements AutoCloseable {
    private final List<ResultColumn> columns;
    private final Operator operator;

    private QueryResult(List<ResultColumn> columns, Operator operator) {
        this.columns = columns;
        this.operator = operator;
    }

    /** The rows of an operator, which the result closes. */
    public static QueryResult of(List<ResultColumn> columns, Operator operator) {
        return new QueryResult(columns, operator);
    }

    /** The columns in order. */
    public List<ResultColumn> columns() {
        return columns;
    }

    /** The next batch, with at least one row, or null at the end. */
    public @Nullable Batch next() {
        return operator.next();
    }

    @Override
    public void close() {
        operator.close();
    }
}
