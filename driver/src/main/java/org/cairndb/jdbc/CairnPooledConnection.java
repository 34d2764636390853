package org.cairndb.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import javax.sql.StatementEventListener;
import org.jspecify.annotations.Nullable;

/** Databases that stay open while one borrower after the other gets a connection to them. */
final class CairnPooledConnection implements PooledConnection {
    private final CairnConnection physical;
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable CairnConnection lent;

    CairnPooledConnection(CairnConnection physical) {
        this.physical = physical;
    }

    /** A connection in the state of a new one; the one lent before is closed. */
    @Override
    public synchronized Connection getConnection() throws SQLException {
        CairnConnection before = lent;
        lent = null;
        if (before != null) {
            before.close();
        }
        var borrower = new Borrower();
        CairnConnection connection = physical.renewed(borrower);
        borrower.connection = connection;
        lent = connection;
        return connection;
    }

    /** Tells the pool that the connection is free, unless the pool took it away itself. */
    private final class Borrower implements Runnable {
        private @Nullable CairnConnection connection;

        @Override
        public void run() {
            if (giveBack(connection)) {
                var event = new ConnectionEvent(CairnPooledConnection.this);
                listeners.forEach(listener -> listener.connectionClosed(event));
            }
        }
    }

    private synchronized boolean giveBack(@Nullable CairnConnection connection) {
        boolean isLent = lent == connection;
        lent = isLent ? null : lent;
        return isLent;
    }

    @Override
    public synchronized void close() {
        CairnConnection before = lent;
        lent = null;
        if (before != null) {
            before.close();
        }
        physical.close();
    }

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void addStatementEventListener(StatementEventListener listener) {
        // Statements are not pooled, so nothing happens to them.
    }

    @Override
    public void removeStatementEventListener(StatementEventListener listener) {
        // None is kept.
    }
}
