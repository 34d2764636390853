package org.cairndb.planner.exec.history;

import java.util.List;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/** The entities that have an attribute and those that had it once, from key ranges of AEVT and RETIRED_AEVT. */
final class PresentEntities implements EntitySource {
    private final Snapshot snapshot;
    private final List<KeyRange> ranges;
    private int opened;
    private final Side current = new Side(Index.AEVT);
    private final Side retired = new Side(Index.RETIRED_AEVT);

    /** Goes through ranges that are disjoint and ascend. */
    PresentEntities(Snapshot snapshot, List<KeyRange> ranges) {
        this.snapshot = snapshot;
        this.ranges = ranges;
    }

    /** One of the two indexes: a cursor with a position in its slice. */
    private final class Side {
        private static final long NO_MORE = Long.MAX_VALUE;

        private final Index index;
        private @Nullable DatomCursor cursor;
        private int position;
        private int end;

        Side(Index index) {
            this.index = index;
        }

        void open(KeyRange range) {
            DatomCursor open = cursor;
            if (open == null || !open.goOn(range)) {
                close();
                cursor = snapshot.cursor(index, range, Direction.FORWARD);
            }
            position = 0;
            end = 0;
        }

        /** The entity at hand, or a number above any at the end of the range. */
        long entity() {
            DatomCursor open = cursor;
            if (open == null) {
                return NO_MORE;
            }
            if (position == end) {
                if (!open.next()) {
                    return NO_MORE;
                }
                position = open.from();
                end = open.to();
            }
            return open.batch().entity(position);
        }

        void pass(long entity) {
            while (entity() == entity) {
                position++;
            }
        }

        void close() {
            if (cursor != null) {
                cursor.close();
                cursor = null;
            }
        }
    }

    @Override
    public int next(long[] entities) {
        int count = 0;
        while (count < entities.length) {
            long entity = Math.min(current.entity(), retired.entity());
            if (entity != Side.NO_MORE) {
                entities[count++] = entity;
                current.pass(entity);
                retired.pass(entity);
            } else if (opened < ranges.size()) {
                current.open(ranges.get(opened));
                retired.open(ranges.get(opened));
                opened++;
            } else {
                break;
            }
        }
        return count;
    }

    @Override
    public boolean isDense() {
        return true;
    }

    @Override
    public void close() {
        current.close();
        retired.close();
    }
}
