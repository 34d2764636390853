package org.cairndb.planner.exec.scalar;

import org.cairndb.planner.exec.Words;

/**
 * Finds a run of bytes in bytes, eight positions at a time: a position is a candidate where both its first byte and the one at the run's end match, and only
 * candidates are compared.
 */
final class ByteSearch {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final byte[] wanted;
    private final long first;
    private final long last;

    ByteSearch(byte[] wanted) {
        this.wanted = wanted.clone();
        this.first = wanted.length == 0 ? 0 : (wanted[0] & 0xFF) * ONES;
        this.last = wanted.length == 0 ? 0 : (wanted[wanted.length - 1] & 0xFF) * ONES;
    }

    int length() {
        return wanted.length;
    }

    /** The first position in [from, to) from which all wanted bytes stand before {@code to}, or -1. */
    int find(byte[] bytes, int from, int to) {
        if (wanted.length == 0) {
            return from;
        }
        int end = to - wanted.length;
        int tail = wanted.length - 1;
        int at = from;
        for (; at + 7 <= end; at += 8) {
            long difference = (Words.longAt(bytes, at) ^ first) | (Words.longAt(bytes, at + tail) ^ last);
            long candidates = (difference - ONES) & ~difference & HIGH_BITS;
            while (candidates != 0) {
                int place = at + (Long.numberOfTrailingZeros(candidates) >>> 3);
                if (matchesAt(bytes, place)) {
                    return place;
                }
                candidates &= candidates - 1;
            }
        }
        for (; at <= end; at++) {
            if (matchesAt(bytes, at)) {
                return at;
            }
        }
        return -1;
    }

    /** Whether the wanted bytes stand at a position; that many bytes must exist. */
    boolean matchesAt(byte[] bytes, int at) {
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
