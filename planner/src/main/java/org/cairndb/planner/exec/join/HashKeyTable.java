package org.cairndb.planner.exec.join;

import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.TextColumn;
import org.jspecify.annotations.Nullable;

/** A table of keys of any type and number, by their hashes of 64 bits; keys are compared column by column where hashes are equal. */
final class HashKeyTable extends KeyTable {
    private final Column[] keys;
    private final boolean[] nullsMatch;
    private final KeySlots slots;

    HashKeyTable(Column[] keys, int size, boolean[] nullsMatch, Runnable check) {
        super(size, check);
        this.keys = keys;
        this.nullsMatch = nullsMatch;
        this.slots = new KeySlots(size);
        Probe all = new Probe(keys, null, size);
        long[] hashes = KeyHashes.of(all);
        boolean @Nullable [] skipped = KeyHashes.unmatchable(all, nullsMatch);
        check.run();
        for (int row = size - 1; row >= 0; row--) {
            check(row);
            if (skipped == null || !skipped[row]) {
                int slot = slotOf(hashes[row], keys, row);
                int following = slots.row(slot);
                if (following != NONE) {
                    chain(row, following);
                }
                slots.set(slot, hashes[row], row);
            }
        }
    }

    /** The slot with keys equal to those of a row, or the free one where they would be. */
    private int slotOf(long hash, Column[] probe, int row) {
        int slot = slots.seek(hash, slots.start(hash));
        while (slots.row(slot) != NONE && !equal(slots.row(slot), probe, row)) {
            slot = slots.seek(hash, slots.after(slot));
        }
        return slot;
    }

    private boolean equal(int candidate, Column[] probe, int row) {
        for (int i = 0; i < keys.length; i++) {
            if (!equal(i, candidate, probe[i], row)) {
                return false;
            }
        }
        return true;
    }

    private boolean equal(int key, int candidate, Column probe, int row) {
        if (probe.isNull(row) || keys[key].isNull(candidate)) {
            return probe.isNull(row) && keys[key].isNull(candidate);
        }
        return keys[key].equal(candidate, probe, row);
    }

    @Override
    void find(Probe probe, int[] first) {
        int count = probe.count();
        long[] hashes = KeyHashes.of(probe);
        for (int i = 0; i < count; i++) {
            first[i] = slots.row(slots.seek(hashes[i], slots.start(hashes[i])));
        }
        boolean @Nullable [] skipped = KeyHashes.unmatchable(probe, nullsMatch);
        for (int i = 0; skipped != null && i < count; i++) {
            first[i] = skipped[i] ? NONE : first[i];
        }
        boolean[] differs = new boolean[count];
        for (int key = 0; key < keys.length; key++) {
            compare(key, probe, first, differs);
        }
        for (int i = 0; i < count; i++) {
            if (differs[i]) {
                first[i] = slots.row(slotOf(hashes[i], probe.keys(), probe.row(i)));
            }
        }
    }

    /** Marks the rows that have another key than the candidate with their hash, which is rare. */
    private void compare(int key, Probe probe, int[] first, boolean[] differs) {
        Column theirs = probe.keys()[key];
        boolean anyNull = theirs.nulls() != null || keys[key].nulls() != null;
        if (!anyNull && keys[key] instanceof LongColumn a && theirs instanceof LongColumn b) {
            for (int i = 0; i < differs.length; i++) {
                differs[i] |= first[i] != NONE && a.get(first[i]) != b.get(probe.row(i));
            }
        } else if (!anyNull && keys[key] instanceof TextColumn a && theirs instanceof TextColumn b) {
            for (int i = 0; i < differs.length; i++) {
                differs[i] |= first[i] != NONE && !a.equal(first[i], b, probe.row(i));
            }
        } else {
            for (int i = 0; i < differs.length; i++) {
                differs[i] |= first[i] != NONE && !equal(key, first[i], theirs, probe.row(i));
            }
        }
    }
}
