package org.cairndb.it.s3;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What passed a proxy. Safe for use by many threads.
 *
 * <p>A request counts as in flight from when the proxy has read it until the proxy begins to answer or the client gives up, so that a client holding an answer
 * finds its request recorded here and no longer in flight.
 */
public final class RequestLog {
    private static final Duration WAIT_LIMIT = Duration.ofSeconds(30);

    private final List<Exchange> exchanges = new ArrayList<>();
    private int inFlight;
    private int maxInFlight;

    RequestLog() {}

    synchronized void began() {
        inFlight++;
        maxInFlight = Math.max(maxInFlight, inFlight);
        notifyAll();
    }

    synchronized void recorded(Exchange exchange) {
        exchanges.add(exchange);
    }

    synchronized void ended() {
        inFlight--;
        notifyAll();
    }

    /** Forgets what passed; requests that are in flight still are. */
    public synchronized void reset() {
        exchanges.clear();
        maxInFlight = inFlight;
    }

    /** What passed since the last reset, in the order of the outcomes. */
    public synchronized List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** Number of requests by method since the last reset. */
    public synchronized Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        exchanges.forEach(exchange -> counts.merge(exchange.method(), 1L, Long::sum));
        return counts;
    }

    /** Number of requests of a method since the last reset. */
    public long count(String method) {
        return counts().getOrDefault(method, 0L);
    }

    /** Number of requests in flight now. */
    public synchronized int inFlight() {
        return inFlight;
    }

    /** Waits until exactly so many requests are in flight. */
    public synchronized void awaitInFlight(int count) throws InterruptedException {
        long end = System.nanoTime() + WAIT_LIMIT.toNanos();
        while (inFlight != count) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new IllegalStateException("%d requests are in flight, not %d".formatted(inFlight, count));
            }
            wait(left);
        }
    }

    /** The most requests that were in flight at once since the last reset. */
    public synchronized int maxInFlight() {
        return maxInFlight;
    }
}
