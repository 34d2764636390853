package org.cairndb.planner;

import java.util.Map;
import org.cairndb.planner.exec.SessionSnapshots;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.RequestCounter;

/**
 * One snapshot of each attached database: what a statement or a transaction reads.
 *
 * @param states the snapshots, and the versions that statements have named so far
 * @param requests counts what reading them asks of stores
 */
public record SnapshotSet(SessionSnapshots states, RequestCounter requests) {
    /** Snapshots by schema name. */
    public SnapshotSet(Map<String, Snapshot> byDatabase, RequestCounter requests) {
        this(new SessionSnapshots(byDatabase), requests);
    }

    /** The snapshots by schema name. */
    public Map<String, Snapshot> byDatabase() {
        return states.byDatabase();
    }

    /** The same snapshots for another piece of work. */
    public SnapshotSet countedBy(RequestCounter counter) {
        return new SnapshotSet(states.each(snapshot -> snapshot.countedBy(counter)), counter);
    }

    /** Gives up requests that were only meant to come ahead of need. */
    public void stopReadingAhead() {
        byDatabase().values().forEach(Snapshot::stopReadingAhead);
    }
}
