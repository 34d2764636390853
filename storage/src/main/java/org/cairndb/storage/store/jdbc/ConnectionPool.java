package org.cairndb.storage.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** At most so many connections, made when they are needed and closed when they have been idle for a while. */
final class ConnectionPool implements AutoCloseable {
    /** How long a call waits for a connection, be it that all are busy or that the server is away. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Lets go of an H2 file, so that programs that do not share it can open it. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private static final System.Logger LOG = System.getLogger(ConnectionPool.class.getName());

    private final SqlSource source;
    private final int size;
    private final Object lock = new Object();
    private volatile @Nullable HikariDataSource pool;
    private volatile boolean closed;

    ConnectionPool(SqlSource source, int size) {
        this.source = source;
        this.size = size;
    }

    boolean isClosed() {
        return closed;
    }

    int size() {
        return size;
    }

    /** A connection to what is there; empty if there is nothing. */
    Optional<Connection> existing() throws SQLException {
        HikariDataSource present = pool;
        if (present == null) {
            Optional<DataSource> connections = source.existing();
            if (connections.isEmpty()) {
                return Optional.empty();
            }
            present = start(connections.get());
        }
        return Optional.of(present.getConnection());
    }

    /** A connection to what is there or comes into being now. */
    Connection created() throws SQLException {
        HikariDataSource present = pool;
        if (present == null) {
            present = start(source.created());
        }
        return present.getConnection();
    }

    /** Closes a connection that broke, instead of lending it again. */
    void discard(Connection connection) {
        HikariDataSource present = pool;
        if (present != null) {
            present.evictConnection(connection);
        }
    }

    /**
     * Takes a connection back and never fails: one that cannot be made fit for others is given up. It is made fit here,
     * before it goes back, so that nobody borrows it in the middle of a transaction.
     */
    void giveBack(Connection connection) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "cannot reset a connection", e);
            discard(connection);
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "cannot give a connection back", e);
            discard(connection);
        }
    }

    private HikariDataSource start(DataSource connections) throws SQLException {
        synchronized (lock) {
            HikariDataSource present = pool;
            if (present == null) {
                present = new HikariDataSource(configuration(new FirstConnection(connections)));
                pool = present;
                if (closed) {
                    present.close();
                }
            }
            return present;
        }
    }

    private HikariConfig configuration(DataSource connections) {
        var configuration = new HikariConfig();
        configuration.setDataSource(connections);
        configuration.setPoolName("cairn-sql");
        configuration.setMaximumPoolSize(size);
        configuration.setMinimumIdle(0);
        configuration.setIdleTimeout(IDLE.toMillis());
        configuration.setConnectionTimeout(PATIENCE.toMillis());
        // The first connection is there; more are made by the callers that need them.
        configuration.setInitializationFailTimeout(-1);
        configuration.setRegisterMbeans(false);
        configuration.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return configuration;
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            HikariDataSource present = pool;
            if (present != null) {
                present.close();
            }
        }
    }
}
