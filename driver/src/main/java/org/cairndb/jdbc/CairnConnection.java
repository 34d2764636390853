package org.cairndb.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.cairndb.planner.AttachedDatabase;
import org.cairndb.planner.QueryEngine;
import org.cairndb.planner.WarmUp;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.Database;
import org.jspecify.annotations.Nullable;

/** A read-only connection to one or more databases. With auto-commit off it keeps reading the same snapshots until commit or rollback. */
final class CairnConnection extends RefusingConnection {
    private final String url;
    private final ConnectionUrl options;
    private final Runnable onClose;
    private final QueryEngine engine;
    private final Session session;
    private final Warnings warnings = new Warnings();
    private final String user;
    private final Properties clientInfo = new Properties();

    private int networkTimeout;
    private volatile boolean closed;

    private CairnConnection(String url, QueryEngine engine, ConnectionUrl options, Runnable onClose) {
        this.url = url;
        this.options = options;
        this.onClose = onClose;
        this.engine = engine;
        this.session = new Session(engine, options.maxStaleness(), options.settings());
        this.user = options.user();
    }

    /** Opens the databases of a URL and reads their heads; the URL is for metadata only and has no secrets. */
    static CairnConnection open(String url, ConnectionUrl options, Clock clock) {
        if (options.isWarmedUp()) {
            WarmUp.shared().start();
        }
        List<AttachedDatabase> databases = new ArrayList<>();
        try {
            options.attachments()
                    .forEach((name, location) ->
                            databases.add(new AttachedDatabase(name, Database.open(location), location.version())));
            QueryEngine engine = new QueryEngine(databases, Optional.empty(), clock);
            engine.actFor(new QueryEngine.Caller(options.user(), DriverVersion.PRODUCT));
            engine.readAt(options.session());
            engine.snapshots(Duration.ZERO);
            return new CairnConnection(url, engine, options, () -> close(databases));
        } catch (RuntimeException e) {
            close(databases);
            throw e;
        }
    }

    private static void close(List<AttachedDatabase> databases) {
        databases.forEach(d -> d.database().close());
    }

    /**
     * A connection in the state of a new one to the same databases, which closing it leaves open. There is only one at a
     * time.
     *
     * @param afterClose what happens when it is closed
     */
    CairnConnection renewed(Runnable afterClose) throws SQLException {
        requireOpen();
        engine.readAt(options.session());
        return new CairnConnection(url, engine, options, afterClose);
    }

    String url() {
        return url;
    }

    /** Who asks. */
    String user() {
        return user;
    }

    /** What its statements read. */
    Session session() throws SQLException {
        requireOpen();
        return session;
    }

    void requireOpen() throws SQLException {
        if (closed) {
            throw Refusals.closed("connection");
        }
    }

    @Override
    public Statement createStatement() throws SQLException {
        requireOpen();
        return new CairnStatement(this, ResultShape.FORWARD);
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        return new CairnStatement(this, shape(type, concurrency));
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        requireHoldability(holdability);
        return createStatement(type, concurrency);
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        requireOpen();
        return new CairnPreparedStatement(this, sql, ResultShape.FORWARD);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        return new CairnPreparedStatement(this, sql, shape(type, concurrency));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        requireHoldability(holdability);
        return prepareStatement(sql, type, concurrency);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
        return prepareStatement(sql);
    }

    /** The shape that comes nearest to a type of result sets; a warning tells where it is another one. */
    private ResultShape shape(int type, int concurrency) throws SQLException {
        requireOpen();
        if (concurrency == ResultSet.CONCUR_UPDATABLE) {
            warnings.add("Result sets only read; one that can be updated was asked for");
        } else if (concurrency != ResultSet.CONCUR_READ_ONLY) {
            throw Refusals.invalid("%d is no concurrency of result sets".formatted(concurrency));
        }
        return switch (type) {
            case ResultSet.TYPE_FORWARD_ONLY -> ResultShape.FORWARD;
            case ResultSet.TYPE_SCROLL_INSENSITIVE -> ResultShape.SCROLLING;
            case ResultSet.TYPE_SCROLL_SENSITIVE -> {
                warnings.add("Result sets show one state of the data; one that shows changes was asked for");
                yield ResultShape.SCROLLING;
            }
            default -> throw Refusals.invalid("%d is no type of result sets".formatted(type));
        };
    }

    private void requireHoldability(int holdability) throws SQLException {
        if (holdability == ResultSet.CLOSE_CURSORS_AT_COMMIT) {
            warnings.add("Result sets stay open over a commit; ones that it closes were asked for");
        } else if (holdability != ResultSet.HOLD_CURSORS_OVER_COMMIT) {
            throw Refusals.invalid("%d is no holdability of result sets".formatted(holdability));
        }
    }

    @Override
    public Array createArrayOf(String typeName, @Nullable Object @Nullable [] elements) throws SQLException {
        requireOpen();
        return CairnArray.of(typeName, elements == null ? new Object[0] : elements);
    }

    @Override
    public String nativeSQL(String sql) throws SQLException {
        requireOpen();
        try {
            return JdbcEscapes.resolve(sql);
        } catch (RuntimeException e) {
            throw Refusals.of(e);
        }
    }

    @Override
    public void setAutoCommit(boolean newAutoCommit) throws SQLException {
        session().setAutoCommit(newAutoCommit);
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        return session().isAutoCommit();
    }

    @Override
    public void commit() throws SQLException {
        session().endTransaction();
    }

    @Override
    public void rollback() throws SQLException {
        session().endTransaction();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            onClose.run();
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void abort(@Nullable Executor executor) throws SQLException {
        if (executor == null) {
            throw Refusals.invalid("abort needs an executor");
        }
        executor.execute(this::close);
    }

    @Override
    public boolean isValid(int timeout) throws SQLException {
        if (timeout < 0) {
            throw Refusals.invalid("A timeout cannot be negative");
        }
        return !closed;
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        requireOpen();
        return new CairnDatabaseMetaData(this);
    }

    @Override
    public void setReadOnly(boolean readOnly) throws SQLException {
        requireOpen();
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        requireOpen();
        return true;
    }

    @Override
    public void setCatalog(String catalog) throws SQLException {
        requireOpen();
        if (!TableListings.isOurs(catalog)) {
            throw Refusals.noCatalog(catalog);
        }
    }

    @Override
    public String getCatalog() throws SQLException {
        requireOpen();
        return QueryEngine.CATALOG;
    }

    @Override
    public void setSchema(String newSchema) throws SQLException {
        session().setSchema(newSchema);
    }

    @Override
    public @Nullable String getSchema() throws SQLException {
        return session().schema().orElse(null);
    }

    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        requireOpen();
        switch (level) {
            case TRANSACTION_READ_UNCOMMITTED,
                    TRANSACTION_READ_COMMITTED,
                    TRANSACTION_REPEATABLE_READ,
                    TRANSACTION_SERIALIZABLE -> {}
            default -> throw Refusals.invalid("%d is no isolation of transactions".formatted(level));
        }
    }

    @Override
    public int getTransactionIsolation() throws SQLException {
        requireOpen();
        return Connection.TRANSACTION_SERIALIZABLE;
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
    public Map<String, Class<?>> getTypeMap() throws SQLException {
        requireOpen();
        return new LinkedHashMap<>();
    }

    @Override
    public void setHoldability(int holdability) throws SQLException {
        requireOpen();
        requireHoldability(holdability);
    }

    @Override
    public int getHoldability() throws SQLException {
        requireOpen();
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public void setClientInfo(String name, @Nullable String value) throws SQLClientInfoException {
        requireOpenForInfo();
        if (value == null) {
            clientInfo.remove(name);
        } else {
            clientInfo.setProperty(name, value);
        }
    }

    @Override
    public void setClientInfo(Properties properties) throws SQLClientInfoException {
        requireOpenForInfo();
        clientInfo.clear();
        clientInfo.putAll(properties);
    }

    private void requireOpenForInfo() throws SQLClientInfoException {
        if (closed) {
            throw new SQLClientInfoException("The connection is closed", ErrorCode.CLOSED.sqlState(), Map.of());
        }
    }

    @Override
    public @Nullable String getClientInfo(String name) throws SQLException {
        requireOpen();
        return clientInfo.getProperty(name);
    }

    @Override
    public Properties getClientInfo() throws SQLException {
        requireOpen();
        Properties copy = new Properties();
        copy.putAll(clientInfo);
        return copy;
    }

    @Override
    public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
        requireOpen();
        networkTimeout = Refusals.requireNotNegative(milliseconds);
    }

    @Override
    public int getNetworkTimeout() throws SQLException {
        requireOpen();
        return networkTimeout;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            throw Refusals.invalid("A connection is no " + type.getName());
        }
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
