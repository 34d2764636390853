package org.cairndb.jdbc;

import java.sql.SQLException;
import org.cairndb.planner.QueryResult;
import org.cairndb.planner.exec.Batch;
import org.jspecify.annotations.Nullable;

/** The place in the rows of a result. Not thread-safe. */
abstract class RowCursor {
    private final QueryResult result;

    /** The batch of the current row, if there is one, and the place of the row in its columns. */
    @Nullable
    Batch batch;

    int row;

    private boolean isExhausted;

    RowCursor(QueryResult result) {
        this.result = result;
    }

    final QueryResult result() {
        return result;
    }

    /** The next batch of the result, or null at its end. */
    final @Nullable Batch fetch() throws SQLException {
        if (isExhausted) {
            return null;
        }
        try {
            Batch next = result.next();
            isExhausted = next == null;
            return next;
        } catch (RuntimeException e) {
            throw Refusals.of(e);
        }
    }

    /** Goes to the next row, if there is one. */
    abstract boolean next() throws SQLException;

    /** The number of the current row from 1; 0 where there is none. */
    abstract long number();

    abstract boolean isBeforeFirst() throws SQLException;

    abstract boolean isAfterLast() throws SQLException;

    abstract boolean isLast() throws SQLException;

    /**
     * Goes to a row counted from 1, or from the last one, -1; 0 is before the first.
     *
     * @throws SQLException if rows can only be read forward
     */
    abstract boolean absolute(long number) throws SQLException;

    /** Goes behind the last row. */
    abstract void afterLast() throws SQLException;

    final void close() throws SQLException {
        batch = null;
        try {
            result.close();
        } catch (RuntimeException e) {
            throw Refusals.of(e);
        }
    }
}
