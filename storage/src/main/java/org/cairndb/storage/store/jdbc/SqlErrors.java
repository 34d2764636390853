package org.cairndb.storage.store.jdbc;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.regex.Pattern;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Turns failures of a driver into errors that say what happened, where, and what to do. */
final class SqlErrors {
    /** What H2 adds to its messages. */
    private static final Pattern H2_SUFFIX =
            Pattern.compile("(; SQL statement:.*)?\\s*\\[[0-9]+-[0-9]+\\]\\s*$", Pattern.DOTALL);

    private final SqlSource source;
    private final String schema;

    SqlErrors(SqlSource source, String schema) {
        this.source = source;
        this.schema = schema;
    }

    /** What a failure means; that of a pool is the one behind it. */
    SqlProblem problemOf(SQLException failure) {
        return source.dialect().problemOf(rootOf(failure));
    }

    /** An error of an operation that changed nothing, or nothing that matters. */
    CairnException failed(String doing, SQLException failure) {
        if (isBusyPool(failure)) {
            return error(
                    ErrorCode.STORE_FAILED,
                    "Cannot %s: all connections to \"%s\" were busy for %d s; raise option \"poolSize\""
                            .formatted(doing, uri(), ConnectionPool.PATIENCE.toSeconds()),
                    failure);
        }
        return switch (problemOf(failure)) {
            case LOGIN_REFUSED ->
                denied(
                        "\"%s\" refused to log in; check options \"user\" and \"password\" (or the environment variable %s)"
                                .formatted(uri(), SqlOptions.PASSWORD_VARIABLE),
                        failure);
            case FORBIDDEN ->
                denied(
                        "Cannot %s in \"%s\": %s; %s"
                                .formatted(
                                        doing,
                                        uri(),
                                        reason(failure),
                                        source.dialect().rights(schema)),
                        failure);
            case READ_ONLY ->
                error(
                        ErrorCode.READ_ONLY,
                        "Cannot %s: \"%s\" takes no changes; write to the primary server or to a file that you may write"
                                .formatted(doing, uri()),
                        failure);
            case MISSING_SCHEMA, MISSING_TABLE ->
                unavailable(
                        "\"%s\" has no schema \"%s\"; create it, or name another by option \"schema\""
                                .formatted(uri(), schema),
                        failure);
            case MISSING_DATABASE ->
                unavailable(
                        "The server has no SQL database for \"%s\"; create it, or correct the location"
                                .formatted(uri()),
                        failure);
            case UNREACHABLE ->
                unavailable(
                        "Cannot reach \"%s\": %s; check the location and that the server runs"
                                .formatted(uri(), reason(failure)),
                        failure);
            case FILE_IN_USE ->
                unavailable(
                        "The file of \"%s\" is open in another program that does not share it; close it there"
                                .formatted(uri()),
                        failure);
            case NOT_A_DATABASE ->
                unavailable(
                        "The file of \"%s\" is damaged, or no file of this version of H2: %s"
                                .formatted(uri(), reason(failure)),
                        failure);
            case TOO_MANY_CONNECTIONS ->
                unavailable(
                        "\"%s\" takes no more connections: %s; lower option \"poolSize\" of its users"
                                .formatted(uri(), reason(failure)),
                        failure);
            case DISK_FULL ->
                error(
                        ErrorCode.STORE_FAILED,
                        "Cannot %s: the disk of \"%s\" is full; free some space".formatted(doing, uri()),
                        failure);
            case DUPLICATE_KEY, CONFLICT, CONNECTION_LOST, OTHER ->
                error(
                        ErrorCode.STORE_FAILED,
                        "Cannot %s in \"%s\": %s".formatted(doing, uri(), reason(failure)),
                        failure);
        };
    }

    /** An error of a change that may or may not have been made. */
    CairnException unknown(String doing, SQLException failure) {
        return error(
                ErrorCode.OUTCOME_UNKNOWN,
                "It is unknown whether it worked to %s in \"%s\" (%s); read it again before anything else"
                        .formatted(doing, uri(), reason(failure)),
                failure);
    }

    CairnException closed() {
        return new CairnException(ErrorCode.CLOSED, "The store \"%s\" is closed".formatted(uri()));
    }

    private CairnException denied(String message, SQLException failure) {
        return error(ErrorCode.ACCESS_DENIED, message, failure);
    }

    private CairnException unavailable(String message, SQLException failure) {
        return error(ErrorCode.STORE_UNAVAILABLE, message, failure);
    }

    private static CairnException error(ErrorCode code, String message, SQLException failure) {
        return new CairnException(code, message, failure);
    }

    private String uri() {
        return source.displayUri();
    }

    /** A pool that had no free connection and knows of no failure to make one. */
    private static boolean isBusyPool(SQLException failure) {
        return failure instanceof SQLTransientConnectionException && failure.getCause() == null;
    }

    private static SQLException rootOf(SQLException failure) {
        boolean ofPool = failure instanceof SQLTransientConnectionException;
        return ofPool && failure.getCause() instanceof SQLException cause ? cause : failure;
    }

    /** The first line of the driver's message. */
    private static String reason(SQLException failure) {
        String message = String.valueOf(rootOf(failure).getMessage());
        String plain = H2_SUFFIX.matcher(message).replaceAll("").replaceFirst("^ERROR: |^FATAL: ", "");
        int end = plain.indexOf('\n');
        return end < 0 ? plain : plain.substring(0, end);
    }
}
