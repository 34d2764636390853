package org.cairndb.jdbc;

import java.sql.SQLException;
import org.cairndb.planner.QueryResult;
import org.cairndb.planner.exec.Batch;
import org.jspecify.annotations.Nullable;

/** Goes through the rows of a result once; holds one batch, and a second one while it was asked for the last row. */
final class ForwardCursor extends RowCursor {
    private final long maxRows;

    private @Nullable Batch ahead;
    private int ordinal = -1;
    private int rowCount;
    private long rowNumber;
    private boolean atEnd;

    /** Over rows of a result; at most {@code maxRows} if that is not 0. */
    ForwardCursor(QueryResult result, long maxRows) {
        super(result);
        this.maxRows = maxRows == 0 ? Long.MAX_VALUE : maxRows;
    }

    @Override
    boolean next() throws SQLException {
        if (++ordinal < rowCount && rowNumber < maxRows) {
            Batch current = batch;
            row = current == null ? 0 : current.row(ordinal);
            rowNumber++;
            return true;
        }
        return nextBatch();
    }

    private boolean nextBatch() throws SQLException {
        Batch next = atEnd || rowNumber >= maxRows ? null : taken();
        if (next == null) {
            atEnd = true;
            batch = null;
            rowCount = 0;
            ordinal = 0;
            return false;
        }
        batch = next;
        rowCount = next.rowCount();
        ordinal = 0;
        row = next.row(0);
        rowNumber++;
        return true;
    }

    private @Nullable Batch taken() throws SQLException {
        Batch next = ahead == null ? fetch() : ahead;
        ahead = null;
        return next;
    }

    @Override
    long number() {
        return atEnd ? 0 : rowNumber;
    }

    @Override
    boolean isBeforeFirst() throws SQLException {
        return rowNumber == 0 && !atEnd && hasAhead();
    }

    @Override
    boolean isAfterLast() {
        return atEnd && rowNumber > 0;
    }

    @Override
    boolean isLast() throws SQLException {
        boolean isOnRow = !atEnd && rowNumber > 0;
        return isOnRow && (rowNumber >= maxRows || (ordinal + 1 >= rowCount && !hasAhead()));
    }

    private boolean hasAhead() throws SQLException {
        if (ahead == null) {
            ahead = fetch();
        }
        return ahead != null;
    }

    @Override
    boolean absolute(long number) throws SQLException {
        throw Refusals.forwardOnly();
    }

    @Override
    void afterLast() throws SQLException {
        throw Refusals.forwardOnly();
    }
}
