package org.cairndb.it;

/** How much a test does: a part in every build, all of it under the profile {@code stress}. */
public final class Size {
    private static final boolean FULL = Boolean.getBoolean("cairn.stress");

    private Size() {}

    /** The number that fits this build. */
    public static int choose(int small, int full) {
        return FULL ? full : small;
    }
}
