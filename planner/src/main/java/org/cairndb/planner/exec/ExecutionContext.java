package org.cairndb.planner.exec;

import java.util.Map;
import org.cairndb.storage.snapshot.Snapshot;

/** What one execution of a plan reads: snapshots, parameters and the time at which it began. */
public final class ExecutionContext {
    private final Map<String, Snapshot> snapshots;
    private final Column[] parameters;
    private final long currentMicros;
    private final Cancellation cancellation;

    /** Snapshots by the name under which their database is attached; each parameter as a column of one row. */
    public ExecutionContext(
            Map<String, Snapshot> snapshots, Column[] parameters, long currentMicros, Cancellation cancellation) {
        this.snapshots = Map.copyOf(snapshots);
        this.parameters = parameters.clone();
        this.currentMicros = currentMicros;
        this.cancellation = cancellation;
    }

    /** The snapshot of an attached database, before any time travel. */
    public Snapshot snapshot(String database) {
        Snapshot snapshot = snapshots.get(database);
        if (snapshot == null) {
            throw new IllegalStateException("No snapshot of \"" + database + "\"");
        }
        return snapshot;
    }

    /** A parameter, counted from 0, as a column of one row. */
    public Column parameter(int ordinal) {
        return parameters[ordinal];
    }

    /** When the execution began, in microseconds since 1970. */
    public long currentMicros() {
        return currentMicros;
    }

    /** Stops the execution if it was asked to. */
    public void checkCancelled() {
        cancellation.check();
    }
}
