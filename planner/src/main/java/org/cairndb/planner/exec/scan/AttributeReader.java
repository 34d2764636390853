package org.cairndb.planner.exec.scan;

import java.util.Arrays;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/**
 * Reads one attribute of cardinality one for runs of entities from AEVT. Ascending runs go forward through the index; a run that begins before the
 * reader's position opens the index again.
 */
final class AttributeReader implements AutoCloseable {
    private static final long[] NO_ENTITIES = new long[0];

    private final Snapshot snapshot;
    private final Attribute attribute;
    private final ColumnType type;
    private final KeyBuffer key = new KeyBuffer();

    private @Nullable DatomCursor cursor;
    private boolean atEnd;
    private long[] entities = NO_ENTITIES;
    private @Nullable ValueVector values;
    /** Slot of position 0 of the current batch in {@link #values}; negative for a batch that has other attributes first. */
    private int slotShift;

    private int position;
    private int limit;
    private long lowestReachable = Long.MAX_VALUE;

    AttributeReader(Snapshot snapshot, Attribute attribute) {
        this.snapshot = snapshot;
        this.attribute = attribute;
        this.type = ValueColumns.typeOf(attribute);
    }

    Attribute attribute() {
        return attribute;
    }

    ColumnType type() {
        return type;
    }

    /** How many of the entities [from, to), which ascend, have their values side by side at the reader's position. */
    int aligned(long[] wanted, int from, int to) {
        if (!moveTo(wanted[from])) {
            return 0;
        }
        int length = Math.min(to - from, limit - position);
        int mismatch = Arrays.mismatch(wanted, from, from + length, entities, position, position + length);
        return mismatch < 0 ? length : mismatch;
    }

    /** The values of {@code size} entities after {@link #aligned} told that they lie side by side. */
    Column takeAligned(int size) {
        Column column = ValueColumns.slice(currentValues(), position + slotShift, size);
        position += size;
        return column;
    }

    /** The values of entities [from, to), which ascend; null where the attribute is absent. */
    Column readAscending(long[] wanted, int from, int to) {
        ColumnBuilder builder = ColumnBuilder.of(type);
        for (int i = from; i < to; i++) {
            if (moveTo(wanted[i]) && entities[position] == wanted[i]) {
                builder.append(currentValues(), position + slotShift);
            } else {
                builder.appendNull();
            }
        }
        return builder.build();
    }

    /** Moves to the first datom of an entity at or after this one; false at the end. */
    private boolean moveTo(long entity) {
        if (cursor == null || entity < lowestReachable) {
            open(entity);
        }
        lowestReachable = entity;
        while (!atEnd) {
            if (position < limit) {
                if (entities[position] >= entity) {
                    return true;
                }
                if (entities[limit - 1] >= entity) {
                    position = gallop(entity);
                    return true;
                }
            }
            nextSlice(entity);
        }
        return false;
    }

    private int gallop(long entity) {
        int step = 1;
        int low = position;
        while (low + step < limit && entities[low + step] < entity) {
            low += step;
            step <<= 1;
        }
        int high = Math.min(low + step, limit - 1);
        while (low + 1 < high) {
            int middle = (low + high) >>> 1;
            if (entities[middle] < entity) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private void open(long entity) {
        close();
        cursor = snapshot.cursor(
                Index.AEVT, KeyRange.ofAttribute(attribute.id(), entity, Long.MAX_VALUE), Direction.FORWARD);
        atEnd = false;
        position = 0;
        limit = 0;
    }

    private void nextSlice(long entity) {
        DatomCursor open = cursor;
        if (open == null) {
            throw new IllegalStateException("The reader is not open");
        }
        if (limit > 0) {
            open.seek(key.clear().attribute(attribute.id()).unsigned(entity).toBytes());
        }
        if (!open.next()) {
            atEnd = true;
            return;
        }
        DatomBatch batch = open.batch();
        int ordinal = batch.ordinal(open.from());
        entities = batch.entities().array();
        values = batch.column(ordinal);
        slotShift = -batch.runStart(ordinal);
        position = open.from();
        limit = open.to();
    }

    private ValueVector currentValues() {
        ValueVector current = values;
        if (current == null) {
            throw new IllegalStateException("The reader has no position");
        }
        return current;
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
