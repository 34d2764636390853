package org.cairndb.storage.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.cairndb.storage.error.CairnException;

/**
 * One conditional change of a head, made at most once.
 *
 * <p>Failures fall into two classes. What fails before the database can have committed is thrown as it is, and may be
 * repeated: nothing happened. What fails once a commit is under way is an unknown outcome, unless the database itself
 * answered that it did not take place. Only a lost answer leaves that open, so an answer of the server counts.
 */
final class HeadChange {
    private final SqlDatabase database;

    HeadChange(SqlDatabase database) {
        this.database = database;
    }

    /** Sets the parameters of the statement. */
    interface Parameters {
        void setOn(PreparedStatement statement) throws SQLException;
    }

    /** Whether the condition held and the change is durable. */
    boolean make(Connection connection, String doing, String text, Parameters parameters) throws SQLException {
        Dialect dialect = database.dialect();
        PreparedStatement statement = connection.prepareStatement(text);
        try {
            parameters.setOn(statement);
            boolean changed = dialect.commitsWithStatement()
                    ? executeAndCommit(statement, doing)
                    : executeThenCommit(connection, statement, doing);
            return changed && madeDurable(connection, doing);
        } finally {
            Closing.close(statement);
        }
    }

    private boolean executeAndCommit(PreparedStatement statement, String doing) throws SQLException {
        try {
            return statement.executeUpdate() > 0;
        } catch (SQLException e) {
            if (leavesOutcomeOpen(e)) {
                throw unknown(doing, e);
            }
            throw e;
        }
    }

    private boolean executeThenCommit(Connection connection, PreparedStatement statement, String doing)
            throws SQLException {
        connection.setAutoCommit(false);
        boolean changed;
        try {
            changed = statement.executeUpdate() > 0;
        } catch (SQLException e) {
            Transactions.rollBack(connection);
            if (database.errors().problemOf(e) == SqlProblem.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
        if (!changed) {
            Transactions.rollBack(connection);
            database.doubts().raise();
            return false;
        }
        try {
            connection.commit();
        } catch (SQLException e) {
            database.doubts().raise();
            if (database.errors().problemOf(e) == SqlProblem.CONFLICT) {
                throw e;
            }
            throw unknown(doing, e);
        }
        return true;
    }

    private boolean madeDurable(Connection connection, String doing) {
        try {
            database.dialect().makeDurable(connection);
            return true;
        } catch (SQLException e) {
            database.doubts().raise();
            throw unknown(doing, e);
        }
    }

    /** Without a state, or with a connection's, the failure is the driver's and no answer of the server. */
    private boolean leavesOutcomeOpen(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return database.errors().problemOf(failure) == SqlProblem.CONNECTION_LOST
                || failure.getSQLState() == null
                || state.startsWith("08")
                || state.startsWith("XX")
                || state.startsWith("58");
    }

    private CairnException unknown(String doing, SQLException failure) {
        return database.errors().unknown(doing, failure);
    }
}
