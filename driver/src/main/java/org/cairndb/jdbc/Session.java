package org.cairndb.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cairndb.planner.BoundStatement;
import org.cairndb.planner.PreparedQuery;
import org.cairndb.planner.PreparedQuery.Execution;
import org.cairndb.planner.QueryEngine;
import org.cairndb.planner.SessionPoint;
import org.cairndb.planner.SnapshotSet;
import org.cairndb.planner.StatementHandle;
import org.cairndb.planner.exec.Cancellation;
import org.cairndb.planner.exec.ExecutionSettings;
import org.cairndb.planner.exec.QueryMemory;
import org.cairndb.storage.store.RequestCounter;
import org.jspecify.annotations.Nullable;

/** What the statements of a connection read, and how. With auto-commit off it stays at the same snapshots until the transaction ends. Safe for several threads. */
final class Session {
    private static final Duration ANY_AGE = Duration.ofDays(36_500);

    private final QueryEngine engine;
    private final Duration maxStaleness;

    private @Nullable SnapshotSet pinned;
    private volatile ExecutionSettings settings;
    private volatile Optional<String> schema;
    private volatile boolean autoCommit = true;

    Session(QueryEngine engine, Duration maxStaleness, ExecutionSettings settings) {
        this.engine = engine;
        this.maxStaleness = maxStaleness;
        this.settings = settings;
        this.schema = engine.defaultSchema();
    }

    QueryEngine engine() {
        return engine;
    }

    /** How a statement that begins now is executed. */
    Execution execution(Cancellation cancellation) {
        return new Execution(engine.now(), cancellation, settings);
    }

    /** Memory for the rows of one result set that are kept. */
    QueryMemory newMemory() {
        return new QueryMemory(settings.maxQueryMemory());
    }

    /** Lets local times be those of a zone. */
    void setZone(ZoneId zone) {
        settings = settings.withZone(zone);
    }

    /**
     * Lets later statements read another state.
     *
     * @throws SQLException if a database has no such state; then nothing changes
     */
    synchronized void readAt(SessionPoint point) throws SQLException {
        SessionPoint before = engine.session();
        engine.readAt(point);
        try {
            engine.snapshots(maxStaleness);
            pinned = null;
        } catch (RuntimeException e) {
            engine.readAt(before);
            throw Refusals.of(e);
        }
    }

    /** Begins another transaction. */
    synchronized void endTransaction() {
        pinned = null;
    }

    /** Ends the transaction; without auto-commit the statements of a transaction read the same snapshots. */
    synchronized void setAutoCommit(boolean newAutoCommit) {
        autoCommit = newAutoCommit;
        pinned = null;
    }

    boolean isAutoCommit() {
        return autoCommit;
    }

    /** Names the schema for names without one. */
    void setSchema(String newSchema) throws SQLException {
        try {
            schema = Optional.of(engine.schemaNamed(newSchema));
        } catch (RuntimeException e) {
            throw Refusals.of(e);
        }
    }

    /** The schema for names without one, if there is one. */
    Optional<String> schema() {
        return schema;
    }

    /** The snapshots that a statement that begins now reads. */
    SnapshotSet snapshots() throws SQLException {
        return snapshots(likely -> {});
    }

    private synchronized SnapshotSet snapshots(Consumer<SnapshotSet> meanwhile) throws SQLException {
        RequestCounter counter = new RequestCounter();
        if (pinned != null) {
            return pinned.countedBy(counter);
        }
        try {
            SnapshotSet current = engine.snapshots(maxStaleness, counter, meanwhile);
            pinned = autoCommit ? null : current;
            return current;
        } catch (RuntimeException e) {
            throw Refusals.of(e);
        }
    }

    /** The snapshots that an execution of a statement that begins now reads; the wait for stores is used to prepare it. */
    SnapshotSet snapshots(StatementHandle statement, List<? extends @Nullable Object> values) throws SQLException {
        if (!autoCommit) {
            return snapshots(likely -> statement.fetchAhead(likely, values));
        }
        try {
            return statement.snapshots(
                    maxStaleness, new RequestCounter(), likely -> statement.fetchAhead(likely, values));
        } catch (RuntimeException e) {
            throw Refusals.of(e);
        }
    }

    /** A handle for a statement with the schema that is set; {@code last} if it is one. */
    StatementHandle handle(@Nullable StatementHandle last, String sql, StatementHandle.Literals literals) {
        Optional<String> current = schema;
        return last != null && last.isOf(sql, current) ? last : engine.handle(sql, current, literals);
    }

    /** Plans a statement that is not run yet: against what is known, and only if that fails against the newest state. */
    PreparedQuery prepare(StatementHandle statement) throws SQLException {
        try {
            return statement.bind(engine.snapshots(ANY_AGE)).query();
        } catch (RuntimeException e) {
            return plan(statement, snapshots());
        }
    }

    private static PreparedQuery plan(StatementHandle statement, SnapshotSet snapshots) throws SQLException {
        try {
            return statement.bind(snapshots).query();
        } catch (RuntimeException e) {
            throw Refusals.of(e);
        }
    }

    /** Plans a statement for snapshots and values of its parameters. */
    BoundStatement bind(StatementHandle statement, SnapshotSet snapshots, List<? extends @Nullable Object> values)
            throws SQLException {
        try {
            return statement.bind(snapshots, values);
        } catch (RuntimeException e) {
            throw Refusals.of(e);
        }
    }
}
