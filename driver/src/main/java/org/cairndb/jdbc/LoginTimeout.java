package org.cairndb.jdbc;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cairndb.storage.error.ErrorCode;

/** Opens connections within a time. */
final class LoginTimeout {
    /** How a connection is opened. */
    interface Opening {
        CairnConnection open() throws SQLException;
    }

    private LoginTimeout() {}

    /**
     * Opens a connection.
     *
     * @param seconds how long it may take; 0 as long as the stores allow
     * @throws SQLTimeoutException if it took longer; a connection that comes later is closed
     */
    static CairnConnection within(int seconds, Opening opening) throws SQLException {
        if (seconds <= 0) {
            return opening.open();
        }
        CompletableFuture<CairnConnection> opened = new CompletableFuture<>();
        var thread = new Thread(() -> complete(opened, opening), "cairn-login");
        thread.setDaemon(true);
        thread.start();
        try {
            return opened.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw givenUp(opened, "The connection was not open after %d seconds".formatted(seconds), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw givenUp(opened, "The thread was interrupted while it opened a connection", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException refused ? refused : unexpected(e);
        }
    }

    private static void complete(CompletableFuture<CairnConnection> opened, Opening opening) {
        try {
            CairnConnection connection = opening.open();
            if (!opened.complete(connection)) {
                connection.close();
            }
        } catch (SQLException | RuntimeException | Error e) {
            opened.completeExceptionally(e);
        }
    }

    private static SQLException givenUp(CompletableFuture<CairnConnection> opened, String message, Exception cause) {
        if (!opened.cancel(false) && !opened.isCompletedExceptionally()) {
            opened.join().close();
        }
        return new SQLTimeoutException(message, ErrorCode.TIMEOUT.sqlState(), cause);
    }

    private static SQLException unexpected(ExecutionException e) {
        return new SQLException("Internal error: " + e.getCause(), ErrorCode.INTERNAL.sqlState(), e.getCause());
    }
}
