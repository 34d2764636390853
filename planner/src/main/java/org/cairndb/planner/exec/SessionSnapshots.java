package org.cairndb.planner.exec;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.snapshot.Versions;

/**
 * The states that a statement or a transaction reads: a snapshot of each attached database, and the versions that statements name, each looked up once, so
 * that a branch that grows meanwhile stays what it was. Safe for several threads.
 */
public final class SessionSnapshots {
    private final Map<String, Snapshot> byDatabase;
    private final Map<Named, Snapshot> versions = new ConcurrentHashMap<>();

    /** Snapshots by the name under which their database is attached. */
    public SessionSnapshots(Map<String, Snapshot> byDatabase) {
        this.byDatabase = Map.copyOf(byDatabase);
    }

    private record Named(String database, String version) {}

    /** The snapshots by the name under which their database is attached. */
    public Map<String, Snapshot> byDatabase() {
        return byDatabase;
    }

    /** The snapshot of an attached database, before any time travel. */
    public Snapshot of(String database) {
        Snapshot snapshot = byDatabase.get(database);
        if (snapshot == null) {
            throw new IllegalStateException("No snapshot of \"" + database + "\"");
        }
        return snapshot;
    }

    /** The snapshot that a version text means, as {@link Versions#resolve} says. */
    public Snapshot version(String database, String version) {
        Snapshot session = of(database);
        return versions.computeIfAbsent(
                new Named(database, version), named -> Versions.resolve(session, named.version));
    }

    /** The same states, each read in another way. */
    public SessionSnapshots each(UnaryOperator<Snapshot> reading) {
        Map<String, Snapshot> read = new TreeMap<>();
        byDatabase.forEach((name, snapshot) -> read.put(name, reading.apply(snapshot)));
        SessionSnapshots same = new SessionSnapshots(read);
        versions.forEach((named, snapshot) -> same.versions.put(named, reading.apply(snapshot)));
        return same;
    }
}
