package org.cairndb.storage.store.jdbc;

import java.sql.SQLException;
import java.sql.Statement;

/** Closes what has done its work. */
final class Closing {
    private static final System.Logger LOG = System.getLogger(Closing.class.getName());

    private Closing() {}

    /** Closes a statement whose outcome is known: closing may talk to the server and fail, but changes nothing. */
    static void close(Statement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "cannot close a statement", e);
        }
    }
}
