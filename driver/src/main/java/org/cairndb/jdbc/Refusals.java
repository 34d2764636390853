package org.cairndb.jdbc;

import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import org.cairndb.planner.QueryEngine;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Makes the exceptions that callers of JDBC see. */
final class Refusals {
    private static final String INVALID_CURSOR_STATE = "24000";

    private Refusals() {}

    /** A method that this driver does not have. */
    static SQLException refused(String method) {
        return new SQLFeatureNotSupportedException(
                "%s is not supported by this driver, which only reads".formatted(method),
                ErrorCode.UNSUPPORTED.sqlState());
    }

    /** A statement that would write. */
    static SQLException readOnly(String method) {
        return new SQLException(
                "%s is refused: connections only read; commit changes with the writer".formatted(method),
                ErrorCode.READ_ONLY.sqlState());
    }

    /** Going back in rows that are read once. */
    static SQLException forwardOnly() {
        return new SQLFeatureNotSupportedException(
                "The rows are read forward only; create the statement with TYPE_SCROLL_INSENSITIVE to go anywhere",
                ErrorCode.UNSUPPORTED.sqlState());
    }

    /** Reading a value where there is no row. */
    static SQLException noRow(boolean isAfterLast) {
        return new SQLException(
                isAfterLast ? "The result set is after its last row" : "Call next() before reading a row",
                INVALID_CURSOR_STATE);
    }

    static int requireNotNegative(int value) throws SQLException {
        if (value < 0) {
            throw invalid("A limit cannot be negative, as %d is".formatted(value));
        }
        return value;
    }

    static void requireDirection(int direction) throws SQLException {
        if (direction != ResultSet.FETCH_FORWARD
                && direction != ResultSet.FETCH_REVERSE
                && direction != ResultSet.FETCH_UNKNOWN) {
            throw invalid("%d is no direction of ResultSet".formatted(direction));
        }
    }

    /** A query given to a method that is for changes. */
    static SQLException query(String method) {
        return new SQLException(
                "%s is for changes, which the writer commits; run queries by executeQuery or execute".formatted(method),
                ErrorCode.READ_ONLY.sqlState());
    }

    /** A command of the session given to a method that is for queries. */
    static SQLException noRows() {
        return new SQLException(
                "A command of the session gives no rows; run it by execute", ErrorCode.SQL_INVALID.sqlState());
    }

    /** A SET of something that there is not. */
    static CairnException noSetting() {
        return new CairnException(
                ErrorCode.OPTION_INVALID,
                "SET knows cairn.as_of, cairn.snapshot, TIME ZONE and TRANSACTION; the statement sets something else");
    }

    /** A text given to a prepared statement. */
    static SQLException ofPrepared() {
        return invalid("A prepared statement has its text already; call the method without one");
    }

    /** A closed connection, statement or result set. */
    static SQLException closed(String what) {
        return new SQLNonTransientConnectionException("The %s is closed".formatted(what), ErrorCode.CLOSED.sqlState());
    }

    /** An argument that makes no sense. */
    static SQLException invalid(String message) {
        return new SQLException(message, ErrorCode.OPTION_INVALID.sqlState());
    }

    /** A catalog that there is not. */
    static SQLException noCatalog(String name) {
        return new SQLException(
                "There is no catalog \"%s\"; all schemas lie in \"%s\"".formatted(name, QueryEngine.CATALOG),
                ErrorCode.NO_SUCH_DATABASE.sqlState());
    }

    /** A value that has no such form. */
    static SQLException conversion(String from, String to) {
        return new SQLDataException(
                "A value of type %s cannot be read as %s".formatted(from, to), ErrorCode.VALUE_INVALID.sqlState());
    }

    /** What a failure below means for JDBC. */
    static SQLException of(RuntimeException e) {
        if (!(e instanceof CairnException own)) {
            return new SQLException("Internal error: " + e, ErrorCode.INTERNAL.sqlState(), e);
        }
        String message = own.getMessage();
        String state = own.code().sqlState();
        return switch (own.code()) {
            case SQL_SYNTAX, SQL_INVALID, NO_SUCH_TABLE, NO_SUCH_COLUMN ->
                new SQLSyntaxErrorException(message, state, e);
            case VALUE_INVALID, VALUE_OUT_OF_RANGE, DIVISION_BY_ZERO, TIME_INVALID, CAST_INVALID ->
                new SQLDataException(message, state, e);
            case UNSUPPORTED -> new SQLFeatureNotSupportedException(message, state, e);
            case TIMEOUT, CANCELLED -> new SQLTimeoutException(message, state, e);
            case STORE_UNAVAILABLE, CLOSED, NO_SUCH_DATABASE ->
                new SQLNonTransientConnectionException(message, state, e);
            case ACCESS_DENIED -> new SQLInvalidAuthorizationSpecException(message, state, e);
            case STORE_FAILED, HEAD_MOVED -> new SQLTransientException(message, state, e);
            default -> new SQLException(message, state, e);
        };
    }
}
