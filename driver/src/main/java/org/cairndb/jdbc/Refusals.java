package org.cairndb.jdbc;

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
    private Refusals() {}

    /** A method that this driver does not have. */
    static SQLException refused(String method) {
        return new SQLFeatureNotSupportedException(
                "%s is not supported: connections only read, forward".formatted(method),
                ErrorCode.UNSUPPORTED.sqlState());
    }

    /** A statement that would write. */
    static SQLException readOnly(String method) {
        return new SQLException(
                "%s is refused: connections only read; commit changes with the writer".formatted(method),
                ErrorCode.READ_ONLY.sqlState());
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
