package org.cairndb.storage.store.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Connections of a data source of which the first is made already: so a store that cannot be reached says why at once,
 * where a pool would try again for a while.
 */
final class FirstConnection implements DataSource {
    private final DataSource source;
    private final AtomicReference<Connection> first;

    FirstConnection(DataSource source) throws SQLException {
        this.source = source;
        this.first = new AtomicReference<>(source.getConnection());
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection made = first.getAndSet(null);
        return made == null ? source.getConnection() : made;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return source.getConnection(user, password);
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(FirstConnection.class.getName());
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return source.isWrapperFor(type);
    }
}
