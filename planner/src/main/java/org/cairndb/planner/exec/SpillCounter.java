package org.cairndb.planner.exec;

import java.util.concurrent.atomic.LongAdder;

/** What one execution writes to temporary files. Safe for several threads. */
public final class SpillCounter {
    private final LongAdder files = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /** Counts a file that was made. */
    public void addFile() {
        files.increment();
    }

    /** Counts bytes that were written. */
    public void addBytes(long count) {
        bytes.add(count);
    }

    /** Files made so far. */
    public long files() {
        return files.sum();
    }

    /** Bytes written so far. */
    public long bytes() {
        return bytes.sum();
    }
}
