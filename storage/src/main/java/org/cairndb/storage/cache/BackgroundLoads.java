package org.cairndb.storage.cache;

/** Loads that were begun ahead of need; those that have not started when this is closed never do. Safe for several threads. */
public final class BackgroundLoads implements AutoCloseable {
    private volatile boolean closed;

    BackgroundLoads() {}

    boolean areWanted() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
