package org.cairndb.planner.exec.join;

/** An open-addressing table of 64-bit keys with a row each; a key and its row lie side by side in memory. The same key may be in it more than once. */
final class KeySlots {
    private static final long SCATTER = 0x9E3779B97F4A7C15L;

    /** For slot i the key at 2 * i, and the row, counted from 1, at 2 * i + 1; 0 where the slot is free. */
    private final long[] cells;

    private final int shift;
    private final int mask;

    /** Slots for so many keys. */
    KeySlots(int keys) {
        int bits = 64 - Long.numberOfLeadingZeros(Math.max(8, keys + (long) (keys >> 1)));
        bits = Math.min(bits, 29);
        this.cells = new long[2 << bits];
        this.shift = 64 - bits;
        this.mask = (1 << bits) - 1;
    }

    /** Where the search for a key begins. */
    int start(long key) {
        return (int) ((key * SCATTER) >>> shift);
    }

    /** The first slot from one on that has the key or is free. */
    int seek(long key, int from) {
        int slot = from;
        while (cells[2 * slot + 1] != 0 && cells[2 * slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** The slot after one. */
    int after(int slot) {
        return (slot + 1) & mask;
    }

    /** The row in a slot, or -1 if it is free. */
    int row(int slot) {
        return (int) cells[2 * slot + 1] - 1;
    }

    void set(int slot, long key, int row) {
        cells[2 * slot] = key;
        cells[2 * slot + 1] = row + 1;
    }
}
