package org.cairndb.planner.exec.aggregate;

/** How arrays by group grow. */
final class Capacity {
    private static final int LEAST = 16;

    private Capacity() {}

    static int of(int groups, int now) {
        return Math.max(Math.max(LEAST, groups), (int) Math.min(Integer.MAX_VALUE - 8L, now * 2L));
    }
}
