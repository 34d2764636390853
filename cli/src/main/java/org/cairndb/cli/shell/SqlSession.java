package org.cairndb.cli.shell;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.cairndb.cli.output.Console;
import org.cairndb.cli.output.ErrorReport;
import org.cairndb.cli.output.ResultFormat;
import org.cairndb.cli.output.ResultRows;
import org.cairndb.cli.output.Rows;
import org.cairndb.jdbc.QueryRequests;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.store.RequestText;
import org.jspecify.annotations.Nullable;

/** Runs statements on one connection and prints their results. Not thread-safe, except for {@link #cancel}. */
public final class SqlSession {
    private static final double NANOS_PER_MILLISECOND = 1e6;

    private final Connection connection;
    private final Console console;
    private final ErrorReport errors;
    private final ViewCommits views;
    private final AtomicReference<@Nullable Statement> running = new AtomicReference<>();
    private ResultFormat format;
    private boolean timing;

    /** A session that prints to a console. */
    public SqlSession(Connection connection, Console console, ResultFormat format, ErrorReport errors) {
        this(connection, console, new Settings(format, errors, ViewCommits.NONE));
    }

    /**
     * How a session prints, and where it commits views.
     *
     * @param format how results are printed
     * @param errors how errors are reported
     * @param views where views are committed
     */
    public record Settings(ResultFormat format, ErrorReport errors, ViewCommits views) {}

    /** A session with settings. */
    public SqlSession(Connection connection, Console console, Settings settings) {
        this.connection = connection;
        this.console = console;
        this.format = settings.format;
        this.errors = settings.errors;
        this.views = settings.views;
    }

    /** This session on another console. */
    SqlSession on(Console other) {
        return new SqlSession(connection, other, new Settings(format, errors, views));
    }

    Console console() {
        return console;
    }

    DatabaseMetaData metadata() throws SQLException {
        return connection.getMetaData();
    }

    ResultFormat format() {
        return format;
    }

    void setFormat(ResultFormat newFormat) {
        format = newFormat;
    }

    boolean isTiming() {
        return timing;
    }

    void setTiming(boolean on) {
        timing = on;
    }

    /**
     * Runs the statements of a text, and stops at the first that fails.
     *
     * @return whether all succeeded
     */
    public boolean runAll(String statements) {
        StatementSplitter splitter = new StatementSplitter();
        return runEach(splitter.add(statements)) && runEach(splitter.finish());
    }

    boolean runEach(List<String> statements) {
        for (String statement : statements) {
            if (!run(statement)) {
                return false;
            }
        }
        return true;
    }

    /** Runs one statement and prints its result or its error. */
    boolean run(String sql) {
        long startedAt = System.nanoTime();
        String requests = "";
        try (Statement statement = connection.createStatement()) {
            running.set(statement);
            Optional<ViewStatement> view = ViewStatement.of(sql);
            if (view.isPresent()) {
                console.err().println(views.run(view.get(), sql, connection));
            } else if (statement.execute(sql)) {
                try (ResultSet result = statement.getResultSet()) {
                    print(new ResultRows(result));
                }
                requests = requestsOf(statement);
            }
        } catch (SQLException | CairnException e) {
            console.out().flush();
            errors.print(e, sql, console.err());
            return false;
        } finally {
            running.set(null);
        }
        if (timing) {
            double milliseconds = (System.nanoTime() - startedAt) / NANOS_PER_MILLISECOND;
            console.err().println(String.format(Locale.ROOT, "Time: %.1f ms%s", milliseconds, requests));
        }
        return true;
    }

    /** What a statement of a Cairn database asked of stores; nothing of another database, which the shell reads too. */
    private static String requestsOf(Statement statement) throws SQLException {
        return statement.isWrapperFor(QueryRequests.class)
                ? "; " + RequestText.of(statement.unwrap(QueryRequests.class).requests())
                : "";
    }

    void print(Rows rows) throws SQLException {
        format.printer().print(rows, console);
    }

    /** Reports an error of something other than a statement. */
    void report(SQLException error) {
        errors.print(error, console.err());
    }

    /** Stops the statement that runs, if one does; its thread then reports that it was cancelled. */
    void cancel() {
        @Nullable Statement statement = running.get();
        if (statement == null) {
            return;
        }
        try {
            statement.cancel();
        } catch (SQLException e) {
            errors.print(e, console.err());
        }
    }
}
