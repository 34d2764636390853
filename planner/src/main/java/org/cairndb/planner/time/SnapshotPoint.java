package org.cairndb.planner.time;

import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.snapshot.Snapshot;

/** Which snapshot of an attached database a table reads; decided at execution. */
public sealed interface SnapshotPoint permits SnapshotPoint.Current, SnapshotPoint.AsOf {
    /** The name under which the database is attached. */
    String database();

    /** The snapshot for an execution. */
    Snapshot resolve(ExecutionContext context);

    /** The snapshot that the session reads. */
    record Current(String database) implements SnapshotPoint {
        @Override
        public Snapshot resolve(ExecutionContext context) {
            return context.snapshot(database);
        }
    }

    /**
     * A snapshot in the past of the one that the session reads.
     *
     * @param database name under which the database is attached
     * @param isVersion whether the point is a transaction rather than a time
     * @param point the point
     */
    record AsOf(String database, boolean isVersion, PointValue point) implements SnapshotPoint {
        @Override
        public Snapshot resolve(ExecutionContext context) {
            Snapshot session = context.snapshot(database);
            return isVersion ? version(session, context) : session.asOf(Values.instantOf(point.micros(context)));
        }

        private Snapshot version(Snapshot session, ExecutionContext context) {
            if (!point.isText()) {
                return session.asOf(point.tx(context));
            }
            return context.version(database, point.text(context));
        }
    }
}
