package org.cairndb.storage.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.ObjectLimits;
import org.h2.api.ErrorCode;

/** H2, whose commits reach the disk only when told to. */
record H2Dialect() implements Dialect {
    /** {@code DEADLOCK_1} and others are no states of the standard, so that codes tell more. */
    @Override
    public SqlProblem problemOf(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1,
                    ErrorCode.TABLE_OR_VIEW_NOT_FOUND_WITH_CANDIDATES_2,
                    ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1 -> SqlProblem.MISSING_TABLE;
            case ErrorCode.SCHEMA_NOT_FOUND_1 -> SqlProblem.MISSING_SCHEMA;
            case ErrorCode.DUPLICATE_KEY_1 -> SqlProblem.DUPLICATE_KEY;
            case ErrorCode.DEADLOCK_1, ErrorCode.LOCK_TIMEOUT_1, ErrorCode.CONCURRENT_UPDATE_1 -> SqlProblem.CONFLICT;
            case ErrorCode.CONNECTION_BROKEN_1,
                    ErrorCode.DATABASE_IS_CLOSED,
                    ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
                    ErrorCode.DATABASE_IS_IN_EXCLUSIVE_MODE,
                    ErrorCode.OBJECT_CLOSED,
                    ErrorCode.REMOTE_DATABASE_NOT_FOUND_1 -> SqlProblem.CONNECTION_LOST;
            case ErrorCode.DATABASE_ALREADY_OPEN_1 -> SqlProblem.FILE_IN_USE;
            case ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1, ErrorCode.FILE_ENCRYPTION_ERROR_1 ->
                SqlProblem.NOT_A_DATABASE;
            case ErrorCode.WRONG_USER_OR_PASSWORD -> SqlProblem.LOGIN_REFUSED;
            case ErrorCode.NOT_ENOUGH_RIGHTS_FOR_1, ErrorCode.ADMIN_RIGHTS_REQUIRED -> SqlProblem.FORBIDDEN;
            case ErrorCode.DATABASE_IS_READ_ONLY -> SqlProblem.READ_ONLY;
            default -> byMessage(failure);
        };
    }

    /** A full disk has no code of its own, and a server that ends is reported in several ways. */
    private static SqlProblem byMessage(SQLException failure) {
        String causes = causesOf(failure);
        if (causes.contains("no space left") || causes.contains("disk full") || causes.contains("not enough space")) {
            return SqlProblem.DISK_FULL;
        }
        if (causes.contains("is closed") || causes.contains("has been closed")) {
            return SqlProblem.CONNECTION_LOST;
        }
        return SqlProblem.OTHER;
    }

    private static String causesOf(SQLException failure) {
        var all = new StringBuilder();
        Optional<Throwable> cause = Optional.of(failure);
        for (int depth = 0; depth < 10 && cause.isPresent(); depth++) {
            all.append(cause.get().getMessage()).append('\n');
            cause = cause.map(Throwable::getCause);
        }
        return all.toString().toLowerCase(Locale.ROOT);
    }

    @Override
    public String rights(String schema) {
        return "a user of an H2 file must be its administrator";
    }

    @Override
    public String idType() {
        return "BINARY VARYING";
    }

    @Override
    public void createTables(Connection connection, SqlTexts texts) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE IF NOT EXISTS %s (
                      name VARCHAR(200) NOT NULL,
                      id BINARY(32) NOT NULL,
                      bytes VARBINARY(%d) NOT NULL,
                      stored_at TIMESTAMP WITH TIME ZONE NOT NULL,
                      PRIMARY KEY (name, id))
                    """.formatted(texts.node(), ObjectLimits.MAX_BYTES));
            statement.execute("""
                    CREATE TABLE IF NOT EXISTS %s (
                      name VARCHAR(200) NOT NULL,
                      branch VARCHAR(200) NOT NULL,
                      version VARCHAR(64) NOT NULL,
                      bytes VARBINARY(%d) NOT NULL,
                      stored_at TIMESTAMP WITH TIME ZONE NOT NULL,
                      PRIMARY KEY (name, branch))
                    """.formatted(texts.head(), ObjectLimits.MAX_BYTES));
        }
    }

    @Override
    public void putNodes(Connection connection, SqlTexts texts, String name, List<StoredNode> nodes)
            throws SQLException {
        String merge = "MERGE INTO %s (name, id, bytes, stored_at) KEY (name, id) VALUES (?, ?, ?, CURRENT_TIMESTAMP)"
                .formatted(texts.node());
        Transactions.run(connection, inside -> {
            try (PreparedStatement statement = inside.prepareStatement(merge)) {
                for (StoredNode node : nodes) {
                    statement.setString(1, name);
                    statement.setBytes(2, node.id().toBytes().unsafeArray());
                    statement.setBytes(3, node.bytes().unsafeArray());
                    statement.addBatch();
                }
                statement.executeBatch();
                return nodes.size();
            }
        });
    }

    @Override
    public String createHead(SqlTexts texts) {
        return texts.createHead();
    }

    /** A shared H2 file reconnects and repeats statements in auto-commit mode; a repeated swap would look lost. */
    @Override
    public boolean commitsWithStatement() {
        return false;
    }

    @Override
    public void makeDurable(Connection connection) throws SQLException {
        Statement statement = connection.createStatement();
        try {
            statement.execute("CHECKPOINT SYNC");
        } finally {
            Closing.close(statement);
        }
    }
}
