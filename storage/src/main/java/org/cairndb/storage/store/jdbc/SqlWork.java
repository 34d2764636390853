package org.cairndb.storage.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Statements on one connection, which is in auto-commit mode at the beginning. */
@FunctionalInterface
interface SqlWork<T> {
    T run(Connection connection) throws SQLException;
}
