package org.cairndb.storage.store.s3;

/** Allows one request in twenty to be sent a second time, and saves up a few such permits. Thread-safe. */
final class HedgeBudget {
    private static final int FETCHES_PER_HEDGE = 20;
    private static final int MOST_SAVED = 10 * FETCHES_PER_HEDGE;

    private int saved;

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
}
