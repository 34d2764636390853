package org.cairndb.planner.exec.scan;

import java.util.List;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/** Goes through several key ranges of one index, one after the other: in order forward, from the last to the first backward. */
public final class RangeCursor implements AutoCloseable {
    private final Snapshot snapshot;
    private final Index index;
    private final List<KeyRange> ranges;
    private final Direction direction;
    private int opened;
    private @Nullable DatomCursor cursor;

    /** Ranges are disjoint; where they ascend, going from one to the next is cheap. */
    public RangeCursor(Snapshot snapshot, Index index, List<KeyRange> ranges, Direction direction) {
        this.snapshot = snapshot;
        this.index = index;
        this.ranges = ranges;
        this.direction = direction;
    }

    /** Moves to the next slice and gives its cursor; null at the end. */
    @Nullable
    public DatomCursor next() {
        while (true) {
            DatomCursor open = cursor;
            if (open != null && open.next()) {
                return open;
            }
            if (opened == ranges.size()) {
                close();
                return null;
            }
            open(direction == Direction.FORWARD ? opened : ranges.size() - 1 - opened);
            opened++;
        }
    }

    private void open(int ordinal) {
        KeyRange range = ranges.get(ordinal);
        DatomCursor open = cursor;
        boolean ascends = direction == Direction.FORWARD
                && ordinal > 0
                && ranges.get(ordinal - 1).lower().compareTo(range.lower()) < 0;
        if (open != null && ascends && open.goOn(range)) {
            return;
        }
        close();
        cursor = snapshot.cursor(index, range, direction);
    }

    /** Whether no other range follows the current one. */
    boolean isLastRange() {
        return opened == ranges.size();
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
