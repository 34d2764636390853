package org.cairndb.storage.store.jdbc;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The pauses between repetitions of one operation: longer each time, and random, so that rivals do not meet again. */
final class Backoff {
    private static final int MAX_REPETITIONS = 8;
    private static final long FIRST_MILLIS = 20;
    private static final long LONGEST_MILLIS = 2_000;

    private int repetitions;

    /** Whether another repetition is worth it; returns after the pause if so. */
    boolean pause() {
        if (repetitions == MAX_REPETITIONS) {
            return false;
        }
        long longest = Math.min(LONGEST_MILLIS, FIRST_MILLIS << repetitions);
        repetitions++;
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
