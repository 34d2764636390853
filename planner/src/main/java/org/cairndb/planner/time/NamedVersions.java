package org.cairndb.planner.time;

import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.snapshot.Versions;

/** Versions that a statement names: branches are read once an execution, so that all tables at one of them see the same state. */
final class NamedVersions {
    private NamedVersions() {}

    private record Key(String database, String text) {}

    /** What a version text means to an execution. */
    static Snapshot of(String database, String text, ExecutionContext context) {
        return context.shared(new Key(database, text), () -> Versions.resolve(context.snapshot(database), text));
    }
}
