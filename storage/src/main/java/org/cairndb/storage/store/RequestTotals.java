package org.cairndb.storage.store;

import java.util.Locale;

/**
 * What some piece of work has asked of stores and caches.
 *
 * @param gets GET requests, retries and hedges included
 * @param puts PUT requests
 * @param lists LIST requests
 * @param deletes DELETE requests
 * @param bytesRead bytes of the objects received
 * @param bytesWritten bytes of the objects sent
 * @param waves how many requests, at least, went one after the other: the latency paid is that of so many requests
 * @param retries requests that were repeated after a failure
 * @param hedges requests sent a second time because the first was slow
 * @param memoryHits nodes found decoded in memory
 * @param diskHits nodes found in the disk cache
 * @param diskBytes bytes of these nodes
 * @param nanoDollars list price of all requests in billionths of a US dollar
 */
public record RequestTotals(
        long gets,
        long puts,
        long lists,
        long deletes,
        long bytesRead,
        long bytesWritten,
        long waves,
        long retries,
        long hedges,
        long memoryHits,
        long diskHits,
        long diskBytes,
        long nanoDollars) {

    /** Nothing at all. */
    public static final RequestTotals NONE = new RequestTotals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** These together with those of work that follows. */
    public RequestTotals plus(RequestTotals next) {
        return new RequestTotals(
                gets + next.gets,
                puts + next.puts,
                lists + next.lists,
                deletes + next.deletes,
                bytesRead + next.bytesRead,
                bytesWritten + next.bytesWritten,
                waves + next.waves,
                retries + next.retries,
                hedges + next.hedges,
                memoryHits + next.memoryHits,
                diskHits + next.diskHits,
                diskBytes + next.diskBytes,
                nanoDollars + next.nanoDollars);
    }

    /** All requests together. */
    public long requests() {
        return gets + puts + lists + deletes;
    }

    /** What a million such pieces of work cost, as text such as {@code $1.20}. */
    public String pricePerMillion() {
        return String.format(Locale.ROOT, "$%,.2f", nanoDollars / 1e3);
    }
}
