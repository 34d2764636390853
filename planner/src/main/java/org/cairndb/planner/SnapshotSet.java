package org.cairndb.planner;

import java.util.HashMap;
import java.util.Map;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.RequestCounter;

/**
 * One snapshot of each attached database: what a statement or a transaction reads.
 *
 * @param byDatabase snapshots by schema name
 * @param requests counts what reading them asks of stores
 */
public record SnapshotSet(Map<String, Snapshot> byDatabase, RequestCounter requests) {
    /** Copies the map. */
    public SnapshotSet {
        byDatabase = Map.copyOf(byDatabase);
    }

    /** The same snapshots for another piece of work. */
    public SnapshotSet countedBy(RequestCounter counter) {
        Map<String, Snapshot> counted = new HashMap<>();
        byDatabase.forEach((name, snapshot) -> counted.put(name, snapshot.countedBy(counter)));
        return new SnapshotSet(counted, counter);
    }

    /** Gives up requests that were only meant to come ahead of need. */
    public void stopReadingAhead() {
        byDatabase.values().forEach(Snapshot::stopReadingAhead);
    }
}
