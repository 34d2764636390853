package org.cairndb.storage.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.cairndb.storage.node.StoredNode;

/** What differs between the databases; there are no others than these two. */
sealed interface Dialect permits H2Dialect, PostgreSqlDialect {
    /** What a failure means. */
    SqlProblem problemOf(SQLException failure);

    /** Which rights reading and writing take. */
    String rights(String schema);

    /** The type of the elements of an array of ids. */
    String idType();

    /** Makes the tables if they are not there; several processes may do so at once. */
    void createTables(Connection connection, SqlTexts texts) throws SQLException;

    /** Stores nodes that are sorted by id and all different, as one transaction. */
    void putNodes(Connection connection, SqlTexts texts, String name, List<StoredNode> nodes) throws SQLException;

    /** Creates a head unless there is one: one row changed, or none, or a duplicate key. */
    String createHead(SqlTexts texts);

    /**
     * Whether a head is changed by one statement that commits itself, or by a statement and a commit. The former takes
     * one round trip; the latter makes sure that no driver repeats the statement by itself.
     */
    boolean commitsWithStatement();

    /**
     * Makes durable what is committed already, if a commit does not. Outside auto-commit mode, in which H2's driver may go
     * over to another server without a word, one that never saw the commit.
     */
    void makeDurable(Connection connection) throws SQLException;
}
