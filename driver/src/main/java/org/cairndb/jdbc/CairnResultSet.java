package org.cairndb.jdbc;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cairndb.planner.QueryResult;
import org.cairndb.planner.ResultColumn;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.RequestTotals;
import org.jspecify.annotations.Nullable;

/** Rows of a statement, read from column batches, with the ways to go through them. */
final class CairnResultSet extends TypedResultSet implements QueryRequests {
    private final @Nullable CairnStatement statement;
    private final RowCursor cursor;
    private final List<ResultColumn> columns;
    private final Map<String, Integer> ordinals = new HashMap<>();
    private int fetchSize;
    private int fetchDirection = FETCH_FORWARD;
    private boolean closed;

    CairnResultSet(@Nullable CairnStatement statement, RowCursor cursor) {
        super(cursor);
        this.statement = statement;
        this.cursor = cursor;
        this.columns = cursor.result().columns();
    }

    /** All rows of a result that no statement asked for. */
    static CairnResultSet of(QueryResult result) {
        return new CairnResultSet(null, new ForwardCursor(result, 0));
    }

    @Override
    public RequestTotals requests() {
        return cursor.result().requests();
    }

    @Override
    void requireOpen() throws SQLException {
        if (closed) {
            throw Refusals.closed("result set");
        }
    }

    @Override
    public boolean next() throws SQLException {
        requireOpen();
        return cursor.next();
    }

    @Override
    public boolean previous() throws SQLException {
        return relative(-1);
    }

    @Override
    public boolean first() throws SQLException {
        return absolute(1);
    }

    @Override
    public boolean last() throws SQLException {
        return absolute(-1);
    }

    @Override
    public void beforeFirst() throws SQLException {
        absolute(0);
    }

    @Override
    public void afterLast() throws SQLException {
        requireOpen();
        cursor.afterLast();
    }

    @Override
    public boolean absolute(int number) throws SQLException {
        requireOpen();
        return cursor.absolute(number);
    }

    @Override
    public boolean relative(int rows) throws SQLException {
        requireOpen();
        if (cursor.isAfterLast()) {
            return rows < 0 ? cursor.absolute(rows) : cursor.absolute(Long.MAX_VALUE);
        }
        return cursor.absolute(Math.max(0, cursor.number() + rows));
    }

    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        cursor.close();
        if (statement != null) {
            statement.resultClosed(this);
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public int findColumn(String label) throws SQLException {
        requireOpen();
        Integer known = ordinals.get(label);
        if (known == null) {
            if (ordinals.isEmpty()) {
                for (int i = columns.size(); i > 0; i--) {
                    ordinals.put(columns.get(i - 1).name().toLowerCase(Locale.ROOT), i);
                }
            }
            known = ordinals.get(label.toLowerCase(Locale.ROOT));
        }
        if (known == null) {
            throw new SQLException(
                    "There is no column \"%s\" in the result".formatted(label), ErrorCode.NO_SUCH_COLUMN.sqlState());
        }
        return known;
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        requireOpen();
        return new CairnResultSetMetaData(columns);
    }

    @Override
    public @Nullable Statement getStatement() throws SQLException {
        requireOpen();
        return statement;
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        requireOpen();
        return null;
    }

    @Override
    public void clearWarnings() throws SQLException {
        requireOpen();
    }

    @Override
    public boolean isBeforeFirst() throws SQLException {
        requireOpen();
        return cursor.isBeforeFirst();
    }

    @Override
    public boolean isAfterLast() throws SQLException {
        requireOpen();
        return cursor.isAfterLast();
    }

    @Override
    public boolean isFirst() throws SQLException {
        requireOpen();
        return cursor.number() == 1;
    }

    @Override
    public boolean isLast() throws SQLException {
        requireOpen();
        return cursor.isLast();
    }

    @Override
    public int getRow() throws SQLException {
        requireOpen();
        return (int) Math.min(cursor.number(), Integer.MAX_VALUE);
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        requireOpen();
        Refusals.requireDirection(direction);
        if (direction != FETCH_FORWARD && getType() == TYPE_FORWARD_ONLY) {
            throw Refusals.forwardOnly();
        }
        fetchDirection = direction;
    }

    @Override
    public int getFetchDirection() throws SQLException {
        requireOpen();
        return fetchDirection;
    }

    @Override
    public void setFetchSize(int rows) throws SQLException {
        requireOpen();
        fetchSize = Refusals.requireNotNegative(rows);
    }

    @Override
    public int getFetchSize() throws SQLException {
        requireOpen();
        return fetchSize;
    }

    @Override
    public int getType() throws SQLException {
        requireOpen();
        return cursor instanceof ScrollCursor ? ResultSet.TYPE_SCROLL_INSENSITIVE : ResultSet.TYPE_FORWARD_ONLY;
    }

    @Override
    public int getConcurrency() throws SQLException {
        requireOpen();
        return ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public int getHoldability() throws SQLException {
        requireOpen();
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public boolean rowUpdated() {
        return false;
    }

    @Override
    public boolean rowInserted() {
        return false;
    }

    @Override
    public boolean rowDeleted() {
        return false;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            throw Refusals.invalid("A result set is no " + type.getName());
        }
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
