package org.cairndb.planner.exec.scan;

import java.util.List;
import org.cairndb.planner.exec.Column;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/** Goes through several key ranges of one index, one after the other. */
final class RangeCursor implements AutoCloseable {
    private final Snapshot snapshot;
    private final Index index;
    private final List<KeyRange> ranges;
    private int nextRange;
    private @Nullable DatomCursor cursor;

    RangeCursor(Snapshot snapshot, Index index, List<KeyRange> ranges) {
        this.snapshot = snapshot;
        this.index = index;
        this.ranges = ranges;
    }

    /** Moves to the next slice and gives its cursor; null at the end. */
    @Nullable
    DatomCursor next() {
        while (true) {
            DatomCursor open = cursor;
            if (open != null) {
                if (open.next()) {
                    return open;
                }
                open.close();
                cursor = null;
            }
            if (nextRange == ranges.size()) {
                return null;
            }
            cursor = snapshot.cursor(index, ranges.get(nextRange++), Direction.FORWARD);
        }
    }

    /** The values of the current slice, which all belong to one attribute. */
    static Column values(DatomCursor cursor) {
        DatomBatch batch = cursor.batch();
        int ordinal = batch.ordinal(cursor.from());
        int slot = cursor.from() - batch.runStart(ordinal);
        return ValueColumns.slice(batch.column(ordinal), slot, cursor.to() - cursor.from());
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
