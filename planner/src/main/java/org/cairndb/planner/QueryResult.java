package org.cairndb.planner;

import java.util.List;
import java.util.Map;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Operator;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.store.RequestTotals;
import org.jspecify.annotations.Nullable;

/** Rows of an execution, batch by batch; used by one thread. */
public final class QueryResult implements AutoCloseable {
    private final List<ResultColumn> columns;
    private final Operator operator;
    private final SnapshotSet snapshots;

    private QueryResult(List<ResultColumn> columns, Operator operator, SnapshotSet snapshots) {
        this.columns = columns;
        this.operator = operator;
        this.snapshots = snapshots;
    }

    /** The rows of an operator, which the result closes. */
    static QueryResult of(List<ResultColumn> columns, Operator operator, SnapshotSet snapshots) {
        return new QueryResult(columns, operator, snapshots);
    }

    /** Rows that are in memory already. */
    public static QueryResult of(List<ResultColumn> columns, Operator operator) {
        return new QueryResult(columns, operator, new SnapshotSet(Map.of(), new RequestCounter()));
    }

    /** What the statement has asked of stores and caches so far, its snapshots and its planning included. */
    public RequestTotals requests() {
        return snapshots.requests().totals();
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
        snapshots.stopReadingAhead();
        operator.close();
    }
}
