package org.cairndb.storage.datom;

import java.util.Arrays;

/**
 * The beginnings of ascending keys as numbers that lie side by side in memory, so that a search looks at few cache lines: of each key the eight bytes
 * after those that all keys share. A search among them ends at a few keys that have to be compared as a whole. Immutable.
 */
public final class KeyHeads {
    private static final int HEAD_BYTES = 8;

    private final byte[] shared;
    /** With the sign bit flipped, so that the signed order is that of the bytes; a key that ends is filled up with zeros. */
    private final long[] heads;

    /** Gives keys by their ordinals. */
    public interface Keys {
        /** The array that holds a key. */
        byte[] array(int ordinal);

        /** Where it begins there. */
        int start(int ordinal);

        /** Its bytes. */
        int length(int ordinal);
    }

    private KeyHeads(byte[] shared, long[] heads) {
        this.shared = shared;
        this.heads = heads;
    }

    /** The heads of {@code count} keys in ascending order. */
    public static KeyHeads of(Keys keys, int count) {
        if (count == 0) {
            return new KeyHeads(new byte[0], new long[0]);
        }
        byte[] first = Arrays.copyOfRange(keys.array(0), keys.start(0), keys.start(0) + keys.length(0));
        int last = count - 1;
        int end = keys.start(last) + keys.length(last);
        int differs = Arrays.mismatch(first, 0, first.length, keys.array(last), keys.start(last), end);
        byte[] shared = differs < 0 ? first : Arrays.copyOf(first, differs);
        long[] heads = new long[count];
        for (int i = 0; i < count; i++) {
            int start = keys.start(i);
            heads[i] = head(keys.array(i), start + shared.length, start + keys.length(i));
        }
        return new KeyHeads(shared, heads);
    }

    /** Number of keys. */
    public int size() {
        return heads.length;
    }

    /** How many keys are surely below one that is {@code key[from, to)}. */
    public int below(byte[] key, int from, int to) {
        int order = toShared(key, from, to);
        if (order != 0) {
            return ofAll(order);
        }
        return rank(head(key, from + shared.length, to));
    }

    /** How many keys, those counted by {@link #below} for the same key among them, are not surely above it. */
    public int notAbove(int below, byte[] key, int from, int to) {
        int order = toShared(key, from, to);
        if (order != 0) {
            return ofAll(order);
        }
        long head = head(key, from + shared.length, to);
        if (below == heads.length || heads[below] != head) {
            return below;
        }
        return head == Long.MAX_VALUE ? heads.length : rank(head + 1);
    }

    /** All keys if what they share is below another key, else none. */
    private int ofAll(int order) {
        return order < 0 ? heads.length : 0;
    }

    /** The order of what all keys share to the beginning of a key; not 0 for a shorter key. */
    private int toShared(byte[] key, int from, int to) {
        int end = Math.min(to, from + shared.length);
        return Arrays.compareUnsigned(shared, 0, shared.length, key, from, end);
    }

    /** How many heads stand below one. Written so that the processor need not guess how comparisons end. */
    private int rank(long head) {
        int below = 0;
        int left = heads.length;
        while (left > 1) {
            int half = left >>> 1;
            below += heads[below + half - 1] < head ? half : 0;
            left -= half;
        }
        return left == 1 && heads[below] < head ? below + 1 : below;
    }

    private static long head(byte[] bytes, int from, int to) {
        long head = 0;
        int count = Math.max(0, Math.min(HEAD_BYTES, to - from));
        for (int i = 0; i < count; i++) {
            head |= (bytes[from + i] & 0xFFL) << (56 - 8 * i);
        }
        return head ^ Long.MIN_VALUE;
    }

    /** Heap bytes held. */
    public long weightInBytes() {
        return 64 + shared.length + (long) HEAD_BYTES * heads.length;
    }
}
