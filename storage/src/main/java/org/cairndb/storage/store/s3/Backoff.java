package org.cairndb.storage.store.s3;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Waits from try to try by a random part of a doubling bound, for a bounded number of tries and time. Not thread-safe. */
final class Backoff {
    private static final int MOST_TRIES = 8;
    private static final long FIRST_NANOS = 25_000_000;
    private static final long FIRST_THROTTLED_NANOS = 200_000_000;
    private static final long MAX_NANOS = 5_000_000_000L;

    private final RandomGenerator random;
    private final long deadline;
    private int tries = 1;

    Backoff(Duration limit, RandomGenerator random) {
        this.random = random;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /** Waits before the next try, longer if the server asked for fewer requests; false if there must be none. */
    boolean pause(Failure failure) {
        long first = failure.reason() == Reason.THROTTLED ? FIRST_THROTTLED_NANOS : FIRST_NANOS;
        long bound = Math.min(MAX_NANOS, first << (tries - 1));
        long wait = 1 + random.nextLong(bound);
        if (tries == MOST_TRIES || System.nanoTime() + wait - deadline >= 0) {
            return false;
        }
        tries++;
        LockSupport.parkNanos(wait);
        return true;
    }

    /** How many times the request has been sent. */
    int tries() {
        return tries;
    }
}
