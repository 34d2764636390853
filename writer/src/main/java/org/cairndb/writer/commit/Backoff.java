package org.cairndb.writer.commit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Waits longer from try to try, by a random part of a doubling bound, until a deadline. Not thread-safe. */
final class Backoff {
    private static final long FIRST_NANOS = 500_000;
    private static final long MAX_NANOS = 200_000_000;

    private final RandomGenerator random;
    private final long deadline;
    private long bound = FIRST_NANOS;

    Backoff(Duration limit, RandomGenerator random) {
        this.random = random;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /** Waits, or answers false where the deadline has passed. */
    boolean pause() {
        boolean waited = park(bound);
        bound = Math.min(MAX_NANOS, bound * 2);
        return waited;
    }

    /** Waits a little and never longer than before, or answers false where the deadline has passed: who waits ever longer never wins against who does not. */
    boolean pauseBriefly() {
        return park(FIRST_NANOS);
    }

    private boolean park(long atMost) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        LockSupport.parkNanos(Math.min(left, 1 + random.nextLong(atMost)));
        return true;
    }
}
