package org.cairndb.storage.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what one piece of work, such as a query or a commit, asks of stores and caches. Safe for several threads.
 *
 * <p>Waves measure latency. A request belongs to the wave after the last one that the work has waited for; so requests that are sent together are one
 * wave, and a request that could only be sent when another had been answered begins the next.
 */
public final class RequestCounter {
    private final Map<RequestKind, LongAdder> requests = new EnumMap<>(RequestKind.class);
    private final LongAdder bytesRead = new LongAdder();
    private final LongAdder bytesWritten = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder hedges = new LongAdder();
    private final LongAdder memoryHits = new LongAdder();
    private final LongAdder diskHits = new LongAdder();
    private final LongAdder diskBytes = new LongAdder();
    private final LongAdder nanoDollars = new LongAdder();
    private final AtomicInteger waves = new AtomicInteger();

    /** Starts at nothing. */
    public RequestCounter() {
        for (RequestKind kind : RequestKind.values()) {
            requests.put(kind, new LongAdder());
        }
    }

    /** A request was sent. */
    public void sent(RequestKind kind, RequestPrices prices) {
        adder(kind).increment();
        nanoDollars.add(prices.of(kind));
    }

    /** Bytes of an object were received. */
    public void received(long bytes) {
        bytesRead.add(bytes);
    }

    /** Bytes of an object were sent. */
    public void written(long bytes) {
        bytesWritten.add(bytes);
    }

    /** The request that was sent last repeats one that failed. */
    public void retried() {
        retries.increment();
    }

    /** The request that was sent last repeats one that is slow. */
    public void hedged() {
        hedges.increment();
    }

    /** A node was found decoded in memory. */
    public void foundInMemory() {
        memoryHits.increment();
    }

    /** A node was found in the disk cache. */
    public void foundOnDisk(long bytes) {
        diskHits.increment();
        diskBytes.add(bytes);
    }

    /** The wave that a request belongs to if it is sent now. */
    public int nextWave() {
        return waves.get() + 1;
    }

    /** The work has waited for a request of this wave. */
    public void waitedFor(int wave) {
        waves.accumulateAndGet(wave, Math::max);
    }

    /** What was counted so far. */
    public RequestTotals totals() {
        return new RequestTotals(
                adder(RequestKind.GET).sum(),
                adder(RequestKind.PUT).sum(),
                adder(RequestKind.LIST).sum(),
                adder(RequestKind.DELETE).sum(),
                bytesRead.sum(),
                bytesWritten.sum(),
                waves.get(),
                retries.sum(),
                hedges.sum(),
                memoryHits.sum(),
                diskHits.sum(),
                diskBytes.sum(),
                nanoDollars.sum());
    }

    private LongAdder adder(RequestKind kind) {
        return Objects.requireNonNull(requests.get(kind));
    }
}
