package org.cairndb.storage.store;

/**
 * List prices of requests, in billionths of a US dollar.
 *
 * @param get price of one GET
 * @param put price of one PUT
 * @param list price of one LIST
 * @param delete price of one DELETE
 */
public record RequestPrices(long get, long put, long list, long delete) {
    /** Requests that nobody bills. */
    public static final RequestPrices FREE = new RequestPrices(0, 0, 0, 0);

    /** Price of one request of a kind. */
    public long of(RequestKind kind) {
        return switch (kind) {
            case GET -> get;
            case PUT -> put;
            case LIST -> list;
            case DELETE -> delete;
        };
    }
}
