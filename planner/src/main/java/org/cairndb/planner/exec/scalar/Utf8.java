package org.cairndb.planner.exec.scalar;

/** Characters (code points) in UTF-8. */
final class Utf8 {
    private Utf8() {}

    /** Number of characters in [from, to). */
    static int count(byte[] bytes, int from, int to) {
        int count = 0;
        for (int at = from; at < to; at++) {
            count += bytes[at] > -65 ? 1 : 0;
        }
        return count;
    }

    /** The position after a number of characters from one on, or {@code to} if there are fewer. */
    static int advance(byte[] bytes, int from, int to, long characters) {
        int at = from;
        for (long left = characters; left > 0 && at < to; left--) {
            at++;
            while (at < to && bytes[at] <= -65) {
                at++;
            }
        }
        return at;
    }

    /** The position a number of characters before one, or {@code from} if there are fewer. */
    static int retreat(byte[] bytes, int from, int to, long characters) {
        int at = to;
        for (long left = characters; left > 0 && at > from; left--) {
            at--;
            while (at > from && bytes[at] <= -65) {
                at--;
            }
        }
        return at;
    }

    /** Whether [from, to) holds bytes of ASCII only. */
    static boolean isAscii(byte[] bytes, int from, int to) {
        int signs = 0;
        for (int at = from; at < to; at++) {
            signs |= bytes[at];
        }
        return signs >= 0;
    }
}
