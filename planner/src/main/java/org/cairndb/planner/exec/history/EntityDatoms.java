package org.cairndb.planner.exec.history;

import java.util.Arrays;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/** Reads the datoms of ascending entities from EAVT or RETIRED_EAVT, as far as they belong to columns. Not thread-safe. */
final class EntityDatoms implements AutoCloseable {
    private static final int NO_COLUMN = -1;

    private final Snapshot snapshot;
    private final Index index;
    /** Attribute ids, ascending, and the columns that show them. */
    private final int[] attributes;

    private final int[] columns;
    private final KeyBuffer key = new KeyBuffer();

    private @Nullable DatomCursor cursor;
    private DatomBatch batch;
    /** The columns of the attributes of the batch by their ordinal. */
    private int[] columnOf = new int[0];

    private int position;
    private int end;

    /**
     * Reads nothing yet.
     *
     * @param attributes ids of attributes, the number of each being that of its column
     */
    EntityDatoms(Snapshot snapshot, Index index, int[] attributes) {
        this.snapshot = snapshot;
        this.index = index;
        this.attributes = attributes.clone();
        Arrays.sort(this.attributes);
        this.columns = new int[attributes.length];
        for (int i = 0; i < attributes.length; i++) {
            columns[Arrays.binarySearch(this.attributes, attributes[i])] = i;
        }
        this.batch = DatomBatch.empty(index);
    }

    /** Goes on with entities in a range that lies above those before. */
    void open(KeyRange range) {
        DatomCursor open = cursor;
        if (open == null || !open.goOn(range)) {
            close();
            cursor = snapshot.cursor(index, range, Direction.FORWARD);
        }
        advance();
    }

    /** Adds the datoms of an entity, which lies above those before, to a history. */
    void read(long entity, EntityHistory history) {
        moveTo(entity);
        while (position < end && batch.entity(position) == entity) {
            int column = columnOf[batch.ordinal(position)];
            if (column != NO_COLUMN) {
                history.add(column, batch, position);
            }
            position++;
            if (position == end) {
                advance();
            }
        }
    }

    /** Moves to the first datom at or above an entity. */
    private void moveTo(long entity) {
        while (position < end && batch.entity(position) < entity) {
            if (batch.entity(end - 1) < entity) {
                DatomCursor open = cursor;
                if (open != null) {
                    open.seek(key.clear().unsigned(entity).toBytes());
                }
                advance();
            } else {
                position = firstAtLeast(entity);
            }
        }
    }

    private int firstAtLeast(long entity) {
        int low = position;
        int step = 1;
        while (low + step < end && batch.entity(low + step) < entity) {
            low += step;
            step <<= 1;
        }
        int high = Math.min(low + step, end - 1);
        low++;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (batch.entity(middle) < entity) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void advance() {
        DatomCursor open = cursor;
        if (open == null || !open.next()) {
            position = 0;
            end = 0;
            return;
        }
        if (open.batch() != batch) {
            batch = open.batch();
            columnOf = new int[batch.columnCount()];
            for (int i = 0; i < columnOf.length; i++) {
                int found = Arrays.binarySearch(attributes, batch.columnAttribute(i));
                columnOf[i] = found < 0 ? NO_COLUMN : columns[found];
            }
        }
        position = open.from();
        end = open.to();
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
