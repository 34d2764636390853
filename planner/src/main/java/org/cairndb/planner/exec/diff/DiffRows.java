package org.cairndb.planner.exec.diff;

import java.util.Arrays;
import java.util.List;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.scan.ValueColumns;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.ValueVector;

/** A few thousand rows of a difference: where each value lies among the changes, and which values did not change. Not thread-safe. */
final class DiffRows {
    /** Slot of a value that is not there. */
    private static final int ABSENT = -1;
    /** Slot of a value that is the same in both states. */
    private static final int UNCHANGED = -2;

    private final DatomBatch changes;
    private final List<Attribute> shown;
    private final long[] entities;
    private final int[] kinds;
    /** Slots by shown attribute and row. */
    private final int[][] old;

    private final int[][] now;
    private int size;

    /** No rows yet, and room for so many. */
    DiffRows(DatomBatch changes, List<Attribute> shown, int capacity) {
        this.changes = changes;
        this.shown = shown;
        this.entities = new long[capacity];
        this.kinds = new int[capacity];
        this.old = new int[shown.size()][capacity];
        this.now = new int[shown.size()][capacity];
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == entities.length;
    }

    /** A new row; the values of an update are unchanged as long as nothing else is noted. */
    void add(long entity, ChangeKind kind) {
        entities[size] = entity;
        kinds[size] = kind.ordinal();
        int slot = kind == ChangeKind.UPDATE ? UNCHANGED : ABSENT;
        for (int i = 0; i < old.length; i++) {
            old[i][size] = slot;
            now[i][size] = slot;
        }
        size++;
    }

    /** A change of a shown attribute in the row added last. */
    void note(int place, int position) {
        int row = size - 1;
        if (old[place][row] == UNCHANGED) {
            old[place][row] = ABSENT;
            now[place][row] = ABSENT;
        }
        int[] slots = changes.added(position) ? now[place] : old[place];
        if (slots[row] == ABSENT) {
            slots[row] = changes.slot(position);
        }
    }

    /** The entities, ascending, whose value of a shown attribute is the same in both states. */
    long[] unchanged(int place) {
        long[] found = new long[size];
        int count = 0;
        for (int row = 0; row < size; row++) {
            if (now[place][row] == UNCHANGED) {
                found[count++] = entities[row];
            }
        }
        return Arrays.copyOf(found, count);
    }

    Column ids() {
        return new LongColumn(entities, size, null);
    }

    Column kinds() {
        return ChangeKind.column(kinds, size);
    }

    /** Old values of a shown attribute, with the unchanged ones in the order of {@link #unchanged}. */
    Column oldValues(int place, Column unchanged) {
        return values(place, old[place], unchanged);
    }

    /** New values of a shown attribute, with the unchanged ones in the order of {@link #unchanged}. */
    Column newValues(int place, Column unchanged) {
        return values(place, now[place], unchanged);
    }

    private Column values(int place, int[] slots, Column unchanged) {
        ColumnType type = ValueColumns.typeOf(shown.get(place));
        int ordinal = changes.ordinalOf(shown.get(place).id());
        if (ordinal >= 0 && unchanged.size() == 0) {
            return ValueColumns.gather(changes.column(ordinal), type, slots, size);
        }
        ColumnBuilder builder = ColumnBuilder.of(type);
        int next = 0;
        for (int row = 0; row < size; row++) {
            if (slots[row] == UNCHANGED) {
                builder.append(unchanged, next++);
            } else if (slots[row] == ABSENT) {
                builder.appendNull();
            } else {
                ValueVector vector = changes.column(ordinal);
                builder.append(vector, slots[row]);
            }
        }
        return ValueColumns.narrowed(builder.build(), type);
    }
}
