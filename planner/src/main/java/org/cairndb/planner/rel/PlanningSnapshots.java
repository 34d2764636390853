package org.cairndb.planner.rel;

import java.util.Map;
import org.cairndb.storage.snapshot.Snapshot;

/**
 * The snapshots that counts are taken from while a statement is planned.
 *
 * @param byDatabase snapshots by the name under which their database is attached
 */
public record PlanningSnapshots(Map<String, Snapshot> byDatabase) {
    /** Copies the map. */
    public PlanningSnapshots {
        byDatabase = Map.copyOf(byDatabase);
    }

    Snapshot of(DatomTable table) {
        Snapshot snapshot = byDatabase.get(table.database());
        if (snapshot == null) {
            throw new IllegalStateException("No snapshot of \"" + table.database() + "\"");
        }
        return snapshot;
    }
}
