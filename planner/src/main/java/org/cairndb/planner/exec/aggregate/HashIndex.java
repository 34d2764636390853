package org.cairndb.planner.exec.aggregate;

import java.util.Arrays;

/** Finds groups by the hash of their longs: an open table with linear probing. */
final class HashIndex {
    private static final int FREE = -1;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int FIRST_SLOTS = 64;
    private static final int GROWTH = 4;
    private static final int GROWTH_OF_LARGE = 2;
    private static final int LARGE = 1 << 23;

    private static final int GROUPS_BETWEEN_CHECKS = 1 << 16;

    private final Runnable check;
    private int[] slots = new int[0];
    private int[] hashes = new int[0];
    private int[] missed = new int[0];

    /** An empty index; while it grows, a check is run now and then. */
    HashIndex(Runnable check) {
        this.check = check;
    }

    long bytes() {
        return 4L * slots.length;
    }

    /** Puts all groups of a table in. */
    void fill(GroupTable table) {
        int capacity = Math.max(FIRST_SLOTS, Integer.highestOneBit(Math.max(1, table.size())) * GROWTH);
        rebuild(table, capacity);
    }

    private void rebuild(GroupTable table, int capacity) {
        slots = new int[capacity];
        Arrays.fill(slots, FREE);
        int mask = capacity - 1;
        for (int group = 0; group < table.size(); group++) {
            if (group % GROUPS_BETWEEN_CHECKS == 0) {
                check.run();
            }
            int slot = hashOf(table, group) & mask;
            while (slots[slot] != FREE) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = group;
        }
    }

    /** The group of each row of the table's batch; makes those that are not there. */
    void find(GroupTable table, int count, int[] groups) {
        if (slots.length == 0) {
            fill(table);
        }
        if (hashes.length < count) {
            hashes = new int[count];
            missed = new int[count];
        }
        hash(table, count);
        int[] known = slots;
        int mask = known.length - 1;
        for (int i = 0; i < count; i++) {
            groups[i] = known[hashes[i] & mask];
        }
        int misses = verify(table, count, groups);
        for (int i = 0; i < misses; i++) {
            groups[missed[i]] = findOrAdd(table, missed[i]);
        }
    }

    private void hash(GroupTable table, int count) {
        long[][] words = table.rowWords();
        long[] first = words[0];
        if (words.length == 1 && table.rowMasks() == null) {
            for (int i = 0; i < count; i++) {
                hashes[i] = finish(first[i] * SPREAD);
            }
            return;
        }
        long[] mixed = new long[count];
        for (long[] word : words) {
            for (int i = 0; i < count; i++) {
                mixed[i] = mix(mixed[i], word[i]);
            }
        }
        long[] masks = table.rowMasks();
        for (int i = 0; i < count; i++) {
            hashes[i] = finish(masks == null ? mixed[i] : mixed[i] + masks[i]);
        }
    }

    private static int hashOf(GroupTable table, int group) {
        long mixed = 0;
        int at = group * table.stride();
        for (int word = 0; word < table.stride(); word++) {
            mixed = mix(mixed, table.stored()[at + word]);
        }
        return finish(mixed + table.maskOf(group));
    }

    private static long mix(long mixed, long word) {
        return (mixed ^ (mixed >>> 32) ^ word) * SPREAD;
    }

    private static int finish(long mixed) {
        return (int) (mixed ^ (mixed >>> 32));
    }

    /** Collects the rows whose first slot holds another group or none. */
    private int verify(GroupTable table, int count, int[] groups) {
        long[] stored = table.stored();
        long[][] words = table.rowWords();
        int misses = 0;
        if (words.length == 1 && !table.hasMasks()) {
            long[] word = words[0];
            for (int i = 0; i < count; i++) {
                int group = groups[i];
                missed[misses] = i;
                misses += group >= 0 && stored[group] == word[i] ? 0 : 1;
            }
            return misses;
        }
        for (int i = 0; i < count; i++) {
            missed[misses] = i;
            misses += groups[i] >= 0 && equal(table, groups[i], i) ? 0 : 1;
        }
        return misses;
    }

    private static boolean equal(GroupTable table, int group, int row) {
        long[][] words = table.rowWords();
        long[] stored = table.stored();
        int at = group * words.length;
        for (int word = 0; word < words.length; word++) {
            if (stored[at + word] != words[word][row]) {
                return false;
            }
        }
        long[] masks = table.rowMasks();
        return table.maskOf(group) == (masks == null ? 0 : masks[row]);
    }

    private int findOrAdd(GroupTable table, int row) {
        int mask = slots.length - 1;
        int slot = hashes[row] & mask;
        while (slots[slot] != FREE) {
            if (equal(table, slots[slot], row)) {
                return slots[slot];
            }
            slot = (slot + 1) & mask;
        }
        int group = table.add(row);
        slots[slot] = group;
        if (table.size() * 2 > slots.length) {
            rebuild(table, slots.length * (slots.length < LARGE ? GROWTH : GROWTH_OF_LARGE));
        }
        return group;
    }
}
