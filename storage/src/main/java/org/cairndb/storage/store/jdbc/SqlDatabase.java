package org.cairndb.storage.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cairndb.storage.error.CairnException;

/**
 * Runs work on connections of a pool and repeats it where that is safe and may help.
 *
 * <p>READ COMMITTED suffices for everything here: each operation is one statement over rows that never change (nodes) or
 * over one row whose version the statement compares itself (heads); no decision rests on two statements seeing the same
 * state. A thread's interrupt is kept until the work is complete, because it would close an H2 file.
 */
final class SqlDatabase implements AutoCloseable {
    private final SqlSource source;
    private final SqlTexts texts;
    private final SqlErrors errors;
    private final ConnectionPool pool;
    private final Doubts doubts;

    SqlDatabase(SqlSource source, String schema, int poolSize) {
        this.source = source;
        this.texts = SqlTexts.in(schema);
        this.errors = new SqlErrors(source, schema);
        this.pool = new ConnectionPool(source, poolSize);
        this.doubts = new Doubts(source.dialect());
    }

    Dialect dialect() {
        return source.dialect();
    }

    SqlTexts texts() {
        return texts;
    }

    SqlErrors errors() {
        return errors;
    }

    Doubts doubts() {
        return doubts;
    }

    String displayUri() {
        return source.displayUri();
    }

    int poolSize() {
        return pool.size();
    }

    /** Work that may be repeated. Without tables there is nothing, and nothing is created. */
    <T> T onExisting(Task<T> task, T ifNothing) {
        return uninterrupted(() -> repeated(task, work -> {
            try {
                Optional<Connection> connection = pool.existing();
                return connection.isEmpty() ? ifNothing : lent(connection.get(), work);
            } catch (SQLException e) {
                if (errors.problemOf(e) == SqlProblem.MISSING_TABLE
                        || errors.problemOf(e) == SqlProblem.MISSING_SCHEMA) {
                    return ifNothing;
                }
                throw e;
            }
        }));
    }

    /** Work that may be repeated. The tables are created if they are missing. */
    <T> T onCreated(Task<T> task) {
        var created = new AtomicBoolean();
        return uninterrupted(() -> repeated(task, work -> {
            try {
                return lent(pool.created(), work);
            } catch (SQLException e) {
                if (errors.problemOf(e) != SqlProblem.MISSING_TABLE || created.getAndSet(true)) {
                    throw e;
                }
                lent(pool.created(), connection -> {
                    dialect().createTables(connection, texts);
                    return true;
                });
                return lent(pool.created(), work);
            }
        }));
    }

    void requireOpen() {
        if (pool.isClosed()) {
            throw errors.closed();
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /**
     * What to do.
     *
     * @param doing completes "Cannot ..."
     */
    record Task<T>(String doing, Requests requests, SqlWork<T> work) {}

    private interface Attempt<T> {
        T make(SqlWork<T> work) throws SQLException;
    }

    private interface Call<T> {
        T call();
    }

    private <T> T repeated(Task<T> task, Attempt<T> attempt) {
        var backoff = new Backoff();
        while (true) {
            requireOpen();
            try {
                return attempt.make(task.work());
            } catch (SQLException e) {
                if (pool.isClosed()) {
                    throw errors.closed();
                }
                if (!errors.problemOf(e).isTransient() || !backoff.pause()) {
                    throw errors.failed(task.doing(), e);
                }
                task.requests().retried();
            }
        }
    }

    /** What became of the work is decided when it is done: giving the connection back can fail, but changes nothing. */
    private <T> T lent(Connection connection, SqlWork<T> work) throws SQLException {
        boolean broken = false;
        try {
            return work.run(connection);
        } catch (SQLException e) {
            broken = errors.problemOf(e) == SqlProblem.CONNECTION_LOST;
            throw e;
        } catch (CairnException e) {
            broken = e.getCause() instanceof SQLException;
            throw e;
        } finally {
            if (broken) {
                pool.discard(connection);
            } else {
                pool.giveBack(connection);
            }
        }
    }

    private static <T> T uninterrupted(Call<T> call) {
        boolean interrupted = Thread.interrupted();
        try {
            return call.call();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
