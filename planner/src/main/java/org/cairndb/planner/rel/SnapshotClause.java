package org.cairndb.planner.rel;

import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot that a table of a statement reads.
 *
 * @param point the expression after AS OF, or null for the snapshot of the session
 * @param isVersion whether the point is a transaction rather than a time
 */
record SnapshotClause(@Nullable RexNode point, boolean isVersion) {
    static final SnapshotClause SESSION = new SnapshotClause(null, false);

    @Override
    public String toString() {
        return point == null ? "newest" : (isVersion ? "version " : "as of ") + point;
    }
}
