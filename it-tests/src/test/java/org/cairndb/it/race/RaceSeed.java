package org.cairndb.it.race;

/** Where the faults of a run come from. */
final class RaceSeed {
    private static final long SEED = Long.getLong("cairn.race.seed", 20260101);

    private RaceSeed() {}

    /** The seed of one part of the run. */
    static long of(int part) {
        return SEED * 31 + part;
    }

    /** What a failure has to say. */
    static String display() {
        return "-Dcairn.race.seed=" + SEED;
    }
}
