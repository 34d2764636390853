package org.cairndb.planner;

import java.util.Map;
import org.cairndb.storage.snapshot.Snapshot;

/**
 * One snapshot of each attached database: what a statement or a transaction reads.
 *
 * @param byDatabase snapshots by schema name
 */
public record SnapshotSet(Map<String, Snapshot> byDatabase) {
    /** Copies the map. */
    public SnapshotSet {
        byDatabase = Map.copyOf(byDatabase);
    }
}
