package org.cairndb.storage.sync;

import java.util.concurrent.atomic.LongAdder;

/** Counts nodes copied and skipped. Safe for several threads. */
final class Tally {
    private final Object lock = new Object();
    private final String branch;
    private final SyncProgress progress;
    private final LongAdder nodesSkipped = new LongAdder();
    private final LongAdder bytesSkipped = new LongAdder();
    private long nodesCopied;
    private long bytesCopied;

    Tally(String branch, SyncProgress progress) {
        this.branch = branch;
        this.progress = progress;
    }

    String branch() {
        return branch;
    }

    void copied(int nodes, long bytes) {
        synchronized (lock) {
            nodesCopied += nodes;
            bytesCopied += bytes;
            progress.copied(branch, nodesCopied, bytesCopied);
        }
    }

    void skipped(long bytes) {
        nodesSkipped.increment();
        bytesSkipped.add(bytes);
    }

    long nodesCopied() {
        synchronized (lock) {
            return nodesCopied;
        }
    }

    long bytesCopied() {
        synchronized (lock) {
            return bytesCopied;
        }
    }

    long nodesSkipped() {
        return nodesSkipped.sum();
    }

    long bytesSkipped() {
        return bytesSkipped.sum();
    }
}
