package org.cairndb.planner.exec.scalar;

/** Powers of ten that fit a long. */
final class Powers {
    static final int MAX_LONG_DIGITS = 18;

    private static final long[] OF_TEN = new long[MAX_LONG_DIGITS + 1];

    static {
        OF_TEN[0] = 1;
        for (int i = 1; i < OF_TEN.length; i++) {
            OF_TEN[i] = OF_TEN[i - 1] * 10;
        }
    }

    private Powers() {}

    /** Ten to the power of 0 to 18. */
    static long ofTen(int digits) {
        return OF_TEN[digits];
    }
}
