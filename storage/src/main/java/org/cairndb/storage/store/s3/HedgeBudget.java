package org.cairndb.storage.store.s3;

import java.util.concurrent.TimeUnit;

/**
 * Allows one request in twenty to be sent a second time, and saves up a few such permits; besides, one a second that is long
 * overdue, so that a stalled one is overtaken although others have used up the permits. Thread-safe.
 */
final class HedgeBudget {
    private static final int FETCHES_PER_HEDGE = 20;
    private static final int MOST_SAVED = 10 * FETCHES_PER_HEDGE;
    private static final long NANOS_PER_OVERDUE = TimeUnit.SECONDS.toNanos(1);

    private int saved;
    private long lastOverdue;
    private boolean anyOverdue;

    /** A fetch was sent. */
    synchronized void earn() {
        saved = Math.min(MOST_SAVED, saved + 1);
    }

    /** Whether one more may be sent a second time. */
    synchronized boolean spend() {
        if (saved < FETCHES_PER_HEDGE) {
            return false;
        }
        saved -= FETCHES_PER_HEDGE;
        return true;
    }

    /** A permit of {@link #spend} was not used. */
    synchronized void giveBack() {
        saved = Math.min(MOST_SAVED, saved + FETCHES_PER_HEDGE);
    }

    /**
     * Whether one more that is long overdue may be sent a second time.
     *
     * @param now {@link System#nanoTime}
     */
    synchronized boolean spendOnOverdue(long now) {
        if (anyOverdue && now - lastOverdue < NANOS_PER_OVERDUE) {
            return false;
        }
        anyOverdue = true;
        lastOverdue = now;
        return true;
    }
}
