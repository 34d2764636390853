package org.cairndb.planner.exec.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
 * Reads one attribute of cardinality one for ascending entities from AEVT. It moves freely among the last few slices that it came to, and goes forward to
 * others; a move back beyond these opens the index again.
 */
final class AttributeReader implements AutoCloseable {
    /** A run of entities reaches over no more leaves of a column. */
    private static final int REMEMBERED = 6;

    private final Snapshot snapshot;
    private final Attribute attribute;
    private final ColumnType type;
    private final KeyBuffer key = new KeyBuffer();

    private @Nullable DatomCursor cursor;
    private LeafSlice slice = LeafSlice.NONE;
    /** The slice has the first datom of any entity from this one on, up to its last entity. */
    private long coveredFrom = Long.MAX_VALUE;

    /** No entity from this one on follows the slices seen; the greatest number as long as that is not known. */
    private long endFrom = Long.MAX_VALUE;

    /** The slices that the cursor came to last, for going back a little without opening the index again. */
    private final List<Seen> seen = new ArrayList<>();

    /** Which of them is the current one. */
    private int place = -1;

    /** Where the last entity asked for is or would be in the slice. */
    private int position;

    private record Seen(LeafSlice slice, long coveredFrom) {}

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

    /** Raises each number to the transaction that added the value of its entity, where that is greater; the entities ascend. */
    void raiseToTransactions(long[] entities, long[] transactions) {
        int[] slots = new int[entities.length];
        int next = 0;
        while (next < entities.length && moveTo(entities[next])) {
            int end = next + reach(entities, next, entities.length);
            slice.find(position, entities, next, end, new SlotGather.Slots(slots, next));
            for (int i = next; i < end; i++) {
                if (slots[i] >= 0) {
                    transactions[i] = Math.max(transactions[i], slice.tx(slots[i]));
                }
            }
            next = end;
        }
    }

    /** Moves to the first datom of an entity at or after this one; false at the end. */
    private boolean moveTo(long entity) {
        if (cursor == null || (entity < coveredFrom && !goBack(entity))) {
            open(entity);
        }
        while (slice.last() < entity) {
            if (place < seen.size() - 1) {
                if (entity < seen.get(place + 1).coveredFrom) {
                    open(entity);
                } else {
                    show(place + 1);
                }
            } else if (entity >= endFrom) {
                return false;
            } else if (endFrom < Long.MAX_VALUE) {
                open(entity);
            } else {
                nextSlice(entity);
            }
        }
        position = slice.search(position, entity);
        return true;
    }

    /** Goes back to a slice that was seen not long ago. */
    private boolean goBack(long entity) {
        for (int i = place - 1; i >= 0; i--) {
            if (seen.get(i).coveredFrom <= entity) {
                show(i);
                return true;
            }
        }
        return false;
    }

    private void show(int ordinal) {
        place = ordinal;
        slice = seen.get(ordinal).slice;
        coveredFrom = seen.get(ordinal).coveredFrom;
        position = slice.from();
    }

    private void open(long entity) {
        close();
        cursor = snapshot.cursor(
                Index.AEVT, KeyRange.ofAttribute(attribute.id(), entity, Long.MAX_VALUE), Direction.FORWARD);
        endFrom = Long.MAX_VALUE;
        slice = LeafSlice.NONE;
        coveredFrom = entity;
        seen.clear();
        place = -1;
    }

    private void nextSlice(long entity) {
        DatomCursor open = cursor;
        if (open == null) {
            throw new IllegalStateException("The reader is not open");
        }
        if (!slice.isEmpty()) {
            open.seek(key.clear().attribute(attribute.id()).unsigned(entity).toBytes());
        }
        if (!open.next()) {
            endFrom = entity;
            return;
        }
        if (seen.size() == REMEMBERED) {
            seen.remove(0);
        }
        seen.add(new Seen(LeafSlice.of(open), entity));
        show(seen.size() - 1);
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
