package org.cairndb.storage.cache;

import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Loads that were begun ahead of need; those that have not started when this is closed never do. Safe for several threads. */
public final class BackgroundLoads implements AutoCloseable {
    private volatile boolean closed;

    BackgroundLoads() {}

    /** Waiters take a cancelled load for nothing and load by themselves. */
    void requireWanted() {
        if (closed) {
            throw new CairnException(ErrorCode.CANCELLED, "A load ahead is not wanted any more");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
