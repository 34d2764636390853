package org.cairndb.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.cairndb.planner.BoundStatement;
import org.cairndb.planner.QueryResult;
import org.cairndb.planner.SnapshotSet;
import org.cairndb.planner.StatementHandle;
import org.cairndb.planner.exec.Cancellation;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.store.RequestTotals;
import org.jspecify.annotations.Nullable;

/** Runs queries; one result set is open at a time. */
class CairnStatement implements Statement, QueryRequests {
    private final CairnConnection connection;
    private final ResultShape shape;
    private final Warnings warnings = new Warnings();
    private int timeoutSeconds;
    private long maxRows;
    private int fetchSize;
    private int fetchDirection = ResultSet.FETCH_FORWARD;
    private boolean resolvesEscapes = true;
    private boolean poolable;
    private boolean closeOnCompletion;
    private volatile boolean closed;
    /** Whether a command of the session was run last, which changed no rows. */
    private boolean hasUpdateCount;

    private @Nullable CairnResultSet current;
    private volatile @Nullable Cancellation running;
    /** The text that was run last, which is often run again. */
    private @Nullable StatementHandle last;

    private volatile @Nullable RequestCounter requests;

    CairnStatement(CairnConnection connection, ResultShape shape) {
        this.connection = connection;
        this.shape = shape;
    }

    /** Runs a query at the connection's snapshots. */
    final CairnResultSet run(StatementHandle query, List<? extends @Nullable Object> parameters) throws SQLException {
        requireOpen();
        closeCurrent();
        Cancellation cancellation = timeoutSeconds == 0
                ? Cancellation.unlimited()
                : Cancellation.after(TimeUnit.SECONDS.toNanos(timeoutSeconds));
        running = cancellation;
        Session session = connection.session();
        SnapshotSet snapshots = session.snapshots(query, parameters);
        requests = snapshots.requests();
        try {
            cancellation.check();
            BoundStatement bound = session.bind(query, snapshots, parameters);
            QueryResult rows =
                    bound.query().execute(snapshots, bound.values(parameters), session.execution(cancellation));
            CairnResultSet result = new CairnResultSet(this, cursor(rows, session));
            result.setFetchSize(fetchSize);
            current = result;
            return result;
        } catch (RuntimeException | SQLException e) {
            snapshots.stopReadingAhead();
            throw e instanceof SQLException known ? known : Refusals.of((RuntimeException) e);
        }
    }

    private CairnResultSet run(String sql) throws SQLException {
        requireOpen();
        StatementHandle handle = connection.session().handle(last, nativeText(sql), StatementHandle.Literals.SHARED);
        last = handle;
        return run(handle, List.of());
    }

    private RowCursor cursor(QueryResult rows, Session session) {
        return shape == ResultShape.FORWARD
                ? new ForwardCursor(rows, maxRows)
                : new ScrollCursor(rows, maxRows, session.newMemory());
    }

    /** A statement without escapes, if they are looked for. */
    final String nativeText(String sql) throws SQLException {
        try {
            return resolvesEscapes ? JdbcEscapes.resolve(sql) : sql;
        } catch (RuntimeException e) {
            throw Refusals.of(e);
        }
    }

    /** Runs a command of the session. */
    final void obey(SessionCommand command) throws SQLException {
        closeCurrent();
        command.applyTo(connection);
        hasUpdateCount = true;
    }

    @Override
    public RequestTotals requests() {
        RequestCounter counter = requests;
        return (counter == null ? new RequestCounter() : counter).totals();
    }

    final void requireOpen() throws SQLException {
        if (closed) {
            throw Refusals.closed("statement");
        }
        connection.requireOpen();
    }

    final CairnConnection connection() {
        return connection;
    }

    private void closeCurrent() throws SQLException {
        CairnResultSet open = current;
        current = null;
        running = null;
        hasUpdateCount = false;
        if (open != null) {
            open.close();
        }
    }

    /** Called by a result set that was closed; another one of the statement may be open meanwhile. */
    @SuppressWarnings("ReferenceEquality") // the very result set
    final void resultClosed(CairnResultSet result) throws SQLException {
        if (current != null && current != result) {
            return;
        }
        running = null;
        if (closeOnCompletion) {
            close();
        }
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
        requireOpen();
        if (command(sql).isPresent()) {
            throw Refusals.noRows();
        }
        return run(sql);
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        if (obeys(sql)) {
            return false;
        }
        run(sql);
        return true;
    }

    private static Optional<SessionCommand> command(String sql) throws SQLException {
        try {
            return SessionCommand.of(sql);
        } catch (RuntimeException e) {
            throw Refusals.of(e);
        }
    }

    /** Whether a statement was a command of the session, and has been obeyed. */
    private boolean obeys(String sql) throws SQLException {
        requireOpen();
        Optional<SessionCommand> command = command(sql);
        if (command.isPresent()) {
            obey(command.get());
        }
        return command.isPresent();
    }

    @Override
    public boolean execute(String sql, int autoGeneratedKeys) throws SQLException {
        return execute(sql);
    }

    @Override
    public boolean execute(String sql, int[] columnIndexes) throws SQLException {
        return execute(sql);
    }

    @Override
    public boolean execute(String sql, String[] columnNames) throws SQLException {
        return execute(sql);
    }

    @Override
    public int executeUpdate(String sql) throws SQLException {
        if (obeys(sql)) {
            return 0;
        }
        throw Refusals.readOnly("executeUpdate");
    }

    @Override
    public int executeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
        return executeUpdate(sql);
    }

    @Override
    public int executeUpdate(String sql, int[] columnIndexes) throws SQLException {
        return executeUpdate(sql);
    }

    @Override
    public int executeUpdate(String sql, String[] columnNames) throws SQLException {
        return executeUpdate(sql);
    }

    @Override
    public void addBatch(String sql) throws SQLException {
        requireOpen();
        throw Refusals.query("addBatch");
    }

    @Override
    public void clearBatch() throws SQLException {
        requireOpen();
    }

    @Override
    public int[] executeBatch() throws SQLException {
        requireOpen();
        return new int[0];
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        requireOpen();
        return new long[0];
    }

    @Override
    public long executeLargeUpdate(String sql) throws SQLException {
        return executeUpdate(sql);
    }

    @Override
    public long executeLargeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
        return executeUpdate(sql);
    }

    @Override
    public long executeLargeUpdate(String sql, int[] columnIndexes) throws SQLException {
        return executeUpdate(sql);
    }

    @Override
    public long executeLargeUpdate(String sql, String[] columnNames) throws SQLException {
        return executeUpdate(sql);
    }

    @Override
    public @Nullable ResultSet getResultSet() throws SQLException {
        requireOpen();
        return current;
    }

    @Override
    public int getUpdateCount() throws SQLException {
        requireOpen();
        return hasUpdateCount ? 0 : -1;
    }

    @Override
    public long getLargeUpdateCount() throws SQLException {
        return getUpdateCount();
    }

    @Override
    public boolean getMoreResults() throws SQLException {
        requireOpen();
        closeCurrent();
        return false;
    }

    @Override
    public boolean getMoreResults(int what) throws SQLException {
        requireOpen();
        return switch (what) {
            case Statement.KEEP_CURRENT_RESULT -> {
                current = null;
                hasUpdateCount = false;
                yield false;
            }
            case Statement.CLOSE_CURRENT_RESULT, Statement.CLOSE_ALL_RESULTS -> getMoreResults();
            default -> throw Refusals.invalid("%d says of no result what becomes of it".formatted(what));
        };
    }

    @Override
    public ResultSet getGeneratedKeys() throws SQLException {
        requireOpen();
        return new ListedRows("GENERATED_KEY:long").toResultSet();
    }

    @Override
    public void cancel() throws SQLException {
        Cancellation cancellation = running;
        if (cancellation != null) {
            cancellation.cancel();
        }
    }

    @Override
    public void close() throws SQLException {
        if (!closed) {
            closed = true;
            closeCurrent();
        }
    }

    @Override
    public boolean isClosed() {
        return closed || connection.isClosed();
    }

    @Override
    public Connection getConnection() throws SQLException {
        requireOpen();
        return connection;
    }

    @Override
    public void setQueryTimeout(int seconds) throws SQLException {
        requireOpen();
        timeoutSeconds = Refusals.requireNotNegative(seconds);
    }

    @Override
    public int getQueryTimeout() throws SQLException {
        requireOpen();
        return timeoutSeconds;
    }

    @Override
    public void setMaxRows(int max) throws SQLException {
        requireOpen();
        maxRows = Refusals.requireNotNegative(max);
    }

    @Override
    public int getMaxRows() throws SQLException {
        requireOpen();
        return (int) Math.min(maxRows, Integer.MAX_VALUE);
    }

    @Override
    public void setLargeMaxRows(long max) throws SQLException {
        requireOpen();
        if (max < 0) {
            throw Refusals.invalid("A limit cannot be negative, as %d is".formatted(max));
        }
        maxRows = max;
    }

    @Override
    public long getLargeMaxRows() throws SQLException {
        requireOpen();
        return maxRows;
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
    public void setMaxFieldSize(int max) throws SQLException {
        requireOpen();
        if (Refusals.requireNotNegative(max) > 0) {
            warnings.add("Values are given whole; a largest size of fields is not applied");
        }
    }

    @Override
    public int getMaxFieldSize() throws SQLException {
        requireOpen();
        return 0;
    }

    @Override
    public void setEscapeProcessing(boolean enable) throws SQLException {
        requireOpen();
        resolvesEscapes = enable;
    }

    @Override
    public void setCursorName(String name) throws SQLException {
        requireOpen();
        throw Refusals.refused("setCursorName");
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        requireOpen();
        Refusals.requireDirection(direction);
        fetchDirection = direction;
    }

    @Override
    public int getFetchDirection() throws SQLException {
        requireOpen();
        return fetchDirection;
    }

    @Override
    public int getResultSetConcurrency() throws SQLException {
        requireOpen();
        return ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public int getResultSetType() throws SQLException {
        requireOpen();
        return shape == ResultShape.FORWARD ? ResultSet.TYPE_FORWARD_ONLY : ResultSet.TYPE_SCROLL_INSENSITIVE;
    }

    @Override
    public int getResultSetHoldability() throws SQLException {
        requireOpen();
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public void setPoolable(boolean newPoolable) throws SQLException {
        requireOpen();
        poolable = newPoolable;
    }

    @Override
    public boolean isPoolable() throws SQLException {
        requireOpen();
        return poolable;
    }

    @Override
    public void closeOnCompletion() throws SQLException {
        requireOpen();
        closeOnCompletion = true;
    }

    @Override
    public boolean isCloseOnCompletion() throws SQLException {
        requireOpen();
        return closeOnCompletion;
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        requireOpen();
        return warnings.first();
    }

    @Override
    public void clearWarnings() throws SQLException {
        requireOpen();
        warnings.clear();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            throw Refusals.invalid("A statement is no " + type.getName());
        }
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
