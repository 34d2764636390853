package org.cairndb.storage.store.s3;

import java.util.Arrays;

/** The latencies of the last thousand fetches or so. Thread-safe. */
final class LatencyWindow {
    private static final int SIZE = 1_024;
    private static final int LEAST = 20;
    private static final int REFRESH_EVERY = 16;
    private static final double SLOW = 0.95;

    private final long[] nanos = new long[SIZE];
    private long count;
    private volatile long slow = Long.MAX_VALUE;

    /** A fetch took so long. */
    synchronized void add(long latencyNanos) {
        nanos[(int) (count % SIZE)] = latencyNanos;
        count++;
        if (count == LEAST || (count > LEAST && count % REFRESH_EVERY == 0)) {
            slow = percentile();
        }
    }

    /** What 95 of 100 fetches stay under, or the largest number while too few are known. */
    long slowNanos() {
        return slow;
    }

    private long percentile() {
        long[] sorted = Arrays.copyOf(nanos, (int) Math.min(count, SIZE));
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(sorted.length * SLOW) - 1];
    }
}
