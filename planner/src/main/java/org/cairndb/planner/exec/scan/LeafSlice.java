package org.cairndb.planner.exec.scan;

import java.util.Arrays;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.Longs;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.tree.DatomCursor;

/**
 * The datoms of one attribute of cardinality one in a slice of AEVT: strictly ascending entities with their values. Immutable.
 *
 * @param entities entities by position of the leaf
 * @param from first position of the slice
 * @param to first position beyond it
 * @param values values of the attribute in the leaf
 * @param firstSlot slot of position 0, negative where other attributes come first
 * @param txs transactions by position of the leaf
 */
record LeafSlice(long[] entities, int from, int to, ValueVector values, int firstSlot, Longs txs) {
    static final LeafSlice NONE = new LeafSlice(
            new long[0],
            0,
            0,
            new LongVector(new long[0], 0),
            0,
            DatomBatch.empty(Index.AEVT).txs());

    /** Where a cursor stands. */
    static LeafSlice of(DatomCursor cursor) {
        DatomBatch batch = cursor.batch();
        int ordinal = batch.ordinal(cursor.from());
        return new LeafSlice(
                batch.entities().array(),
                cursor.from(),
                cursor.to(),
                batch.column(ordinal),
                -batch.runStart(ordinal),
                batch.txs());
    }

    boolean isEmpty() {
        return from == to;
    }

    /** The greatest entity, less than any where there is none. */
    long last() {
        return isEmpty() ? Long.MIN_VALUE : entities[to - 1];
    }

    int slot(int position) {
        return position + firstSlot;
    }

    /** The transaction that added the value in a slot. */
    long tx(int slot) {
        return txs.get(slot - firstSlot);
    }

    /** First position whose entity is at or above one that is not above the last; searches near a position. */
    int search(int near, long entity) {
        int low = near;
        int step = 1;
        if (entities[near] >= entity) {
            if (near == from || entities[near - 1] < entity) {
                return near;
            }
            return lowerBound(from, near, entity);
        }
        // Where no entity in between lacks a value, ids and positions are equally far apart.
        long apart = entity - entities[near];
        if (apart < to - near && entities[near + (int) apart] == entity) {
            return near + (int) apart;
        }
        while (low + step < to && entities[low + step] < entity) {
            low += step;
            step <<= 1;
        }
        return lowerBound(low + 1, Math.min(low + step, to - 1), entity);
    }

    private int lowerBound(int first, int last, long entity) {
        int low = first;
        int high = last;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entities[middle] < entity) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many of some ascending entities lie side by side from a position on. */
    int aligned(int position, long[] wanted, int wantedFrom, int wantedTo) {
        int length = Math.min(wantedTo - wantedFrom, to - position);
        long first = wanted[wantedFrom];
        if (entities[position] != first) {
            return 0;
        }
        // Ascending numbers without a gap between their ends are the same numbers.
        if (wanted[wantedFrom + length - 1] == first + length - 1
                && entities[position + length - 1] == first + length - 1) {
            return length;
        }
        int mismatch = Arrays.mismatch(wanted, wantedFrom, wantedFrom + length, entities, position, position + length);
        return mismatch < 0 ? length : mismatch;
    }

    /** Notes the slots of some ascending entities from a position on; below 0 for those that are absent. */
    void find(int position, long[] wanted, int wantedFrom, int wantedTo, SlotGather.Slots found) {
        int count = wantedTo - wantedFrom;
        long first = wanted[wantedFrom];
        if (wanted[wantedTo - 1] == first + count - 1) {
            findInRun(position, first, count, found);
            return;
        }
        int[] slots = found.slots();
        if (position < to && isWithoutGap(position, wanted[wantedTo - 1])) {
            long shift = slot(position) - entities[position];
            for (int i = 0; i < count; i++) {
                long entity = wanted[wantedFrom + i];
                slots[found.from() + i] = entity < entities[position] ? SlotGather.ABSENT : (int) (entity + shift);
            }
            return;
        }
        int at = position;
        for (int i = 0; i < count; i++) {
            long entity = wanted[wantedFrom + i];
            if (at < to && entities[at] < entity) {
                at = entity <= entities[to - 1] ? search(at, entity) : to;
            }
            boolean isPresent = at < to && entities[at] == entity;
            slots[found.from() + i] = isPresent ? slot(at) : SlotGather.ABSENT;
        }
    }

    /** Whether every entity from a position up to this one has a value. */
    private boolean isWithoutGap(int position, long entity) {
        long apart = entity - entities[position];
        return apart >= 0 && apart < to - position && entities[position + (int) apart] == entity;
    }

    /** The entities wanted are {@code count} numbers without a gap. */
    private void findInRun(int position, long first, int count, SlotGather.Slots found) {
        int[] slots = found.slots();
        Arrays.fill(slots, found.from(), found.from() + count, SlotGather.ABSENT);
        long end = first + count;
        for (int at = position; at < to && entities[at] < end; at++) {
            slots[found.from() + (int) (entities[at] - first)] = slot(at);
        }
    }
}
