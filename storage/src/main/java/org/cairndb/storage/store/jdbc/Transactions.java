package org.cairndb.storage.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Several statements that take effect together. */
final class Transactions {
    private static final System.Logger LOG = System.getLogger(Transactions.class.getName());

    private Transactions() {}

    /** Runs statements and commits them. The connection leaves auto-commit mode until it is given back. */
    static <T> T run(Connection connection, SqlWork<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.run(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection);
            throw e;
        }
    }

    /** Rolls back as far as possible: a connection that cannot is broken, and then the server does it. */
    static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "cannot roll back", e);
        }
    }
}
