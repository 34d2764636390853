package org.cairndb.planner.exec.scan;

import java.util.Arrays;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/**
 * Reads one attribute of cardinality one for ascending entities from AEVT. It stands in a slice, in which it moves freely, and goes forward to others; a
 * move back beyond the slice opens the index again.
 */
final class AttributeReader implements AutoCloseable {
    private final Snapshot snapshot;
    private final Attribute attribute;
    private final ColumnType type;
    private final KeyBuffer key = new KeyBuffer();

    private @Nullable DatomCursor cursor;
    private LeafSlice slice = LeafSlice.NONE;
    /** The slice has the first datom of any entity from this one on, up to its last entity. */
    private long coveredFrom = Long.MAX_VALUE;

    private boolean atEnd;
    /** Where the last entity asked for is or would be in the slice. */
    private int position;

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

    /** How many of the entities [from, to) have their values side by side in one slice. */
    int aligned(long[] wanted, int from, int to) {
        if (!moveTo(wanted[from])) {
            return 0;
        }
        return slice.aligned(position, wanted, from, to);
    }

    /** The values of {@code size} entities from one on that {@link #aligned} told to lie side by side. */
    Column slice(long first, int size) {
        moveTo(first);
        return ValueColumns.slice(slice.values(), type, slice.slot(position), size);
    }

    /** How many of the entities [from, to) can be read from one slice, absent ones included; at least one. */
    int reach(long[] wanted, int from, int to) {
        if (!moveTo(wanted[from]) || slice.last() >= wanted[to - 1]) {
            return to - from;
        }
        int found = Arrays.binarySearch(wanted, from, to, slice.last());
        return found >= 0 ? found + 1 - from : -found - 1 - from;
    }

    /** The values of entities [from, to), null where the attribute is absent. */
    Column read(long[] wanted, int from, int to) {
        SlotGather gather = new SlotGather(type, to - from);
        int next = from;
        while (next < to && moveTo(wanted[next])) {
            int end = next + reach(wanted, next, to);
            slice.find(position, wanted, next, end, gather.slots(next - from));
            gather.take(slice.values(), end - from);
            next = end;
        }
        return gather.build();
    }

    /** Moves to the first datom of an entity at or after this one; false at the end. */
    private boolean moveTo(long entity) {
        if (cursor == null || entity < coveredFrom) {
            open(entity);
        }
        while (!atEnd) {
            if (slice.last() >= entity) {
                position = slice.search(position, entity);
                return true;
            }
            nextSlice(entity);
        }
        return false;
    }

    private void open(long entity) {
        close();
        cursor = snapshot.cursor(
                Index.AEVT, KeyRange.ofAttribute(attribute.id(), entity, Long.MAX_VALUE), Direction.FORWARD);
        atEnd = false;
        slice = LeafSlice.NONE;
        coveredFrom = entity;
    }

    private void nextSlice(long entity) {
        DatomCursor open = cursor;
        if (open == null) {
            throw new IllegalStateException("The reader is not open");
        }
        if (!slice.isEmpty()) {
            open.seek(key.clear().attribute(attribute.id()).unsigned(entity).toBytes());
        }
        coveredFrom = entity;
        if (!open.next()) {
            atEnd = true;
            return;
        }
        slice = LeafSlice.of(open);
        position = slice.from();
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
