package org.cairndb.storage.store;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts what one piece of work, such as a query or a commit, asks of stores and caches. Safe for several threads.
 *
 * <p>Waves measure latency. A request belongs to the wave after the last one that the work has waited for; so requests that are sent together are one
 * wave, and a request that could only be sent when another had been answered begins the next.
 */
public final class RequestCounter {
    /** Slots after those of the kinds of requests. */
    private enum Slot {
        BYTES_READ,
        BYTES_WRITTEN,
        RETRIES,
        HEDGES,
        MEMORY_HITS,
        DISK_HITS,
        DISK_BYTES,
        NANO_DOLLARS,
        WAVES
    }

    private static final int KINDS = RequestKind.values().length;
    private static final int SLOTS = KINDS + Slot.values().length;

    /** One array, since every query makes a counter and few of them count much. */
    private final AtomicLongArray counts = new AtomicLongArray(SLOTS);

    /** Starts at nothing. */
    public RequestCounter() {}

    /** A request was sent. */
    public void sent(RequestKind kind, RequestPrices prices) {
        counts.getAndIncrement(kind.ordinal());
        add(Slot.NANO_DOLLARS, prices.of(kind));
    }

    /** Bytes of an object were received. */
    public void received(long bytes) {
        add(Slot.BYTES_READ, bytes);
    }

    /** Bytes of an object were sent. */
    public void written(long bytes) {
        add(Slot.BYTES_WRITTEN, bytes);
    }

    /** The request that was sent last repeats one that failed. */
    public void retried() {
        add(Slot.RETRIES, 1);
    }

    /** The request that was sent last repeats one that is slow. */
    public void hedged() {
        add(Slot.HEDGES, 1);
    }

    /** A node was found decoded in memory. */
    public void foundInMemory() {
        add(Slot.MEMORY_HITS, 1);
    }

    /** A node was found in the disk cache. */
    public void foundOnDisk(long bytes) {
        add(Slot.DISK_HITS, 1);
        add(Slot.DISK_BYTES, bytes);
    }

    /** The wave that a request belongs to if it is sent now. */
    public int nextWave() {
        return (int) sum(Slot.WAVES) + 1;
    }

    /** The work has waited for a request of this wave. */
    public void waitedFor(int wave) {
        counts.accumulateAndGet(place(Slot.WAVES), wave, Math::max);
    }

    /** What was counted so far. */
    public RequestTotals totals() {
        return new RequestTotals(
                counts.get(RequestKind.GET.ordinal()),
                counts.get(RequestKind.PUT.ordinal()),
                counts.get(RequestKind.LIST.ordinal()),
                counts.get(RequestKind.DELETE.ordinal()),
                sum(Slot.BYTES_READ),
                sum(Slot.BYTES_WRITTEN),
                (int) sum(Slot.WAVES),
                sum(Slot.RETRIES),
                sum(Slot.HEDGES),
                sum(Slot.MEMORY_HITS),
                sum(Slot.DISK_HITS),
                sum(Slot.DISK_BYTES),
                sum(Slot.NANO_DOLLARS));
    }

    private void add(Slot slot, long amount) {
        counts.getAndAdd(place(slot), amount);
    }

    private long sum(Slot slot) {
        return counts.get(place(slot));
    }

    private static int place(Slot slot) {
        return KINDS + slot.ordinal();
    }
}
