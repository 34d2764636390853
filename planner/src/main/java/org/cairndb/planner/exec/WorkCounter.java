package org.cairndb.planner.exec;

import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What one execution, or one operator of it, writes to temporary files and need not read. Safe for several threads. */
public final class WorkCounter {
    private final @Nullable WorkCounter whole;
    private final LongAdder files = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAccumulator skipped = new LongAccumulator(Math::max, 0);

    /** Of an execution. */
    public WorkCounter() {
        this(null);
    }

    private WorkCounter(@Nullable WorkCounter whole) {
        this.whole = whole;
    }

    /** A counter of one operator of the execution that this one counts for, as a whole or in part. */
    WorkCounter ofOperator() {
        return new WorkCounter(whole == null ? this : whole);
    }

    /** Counts a file that was made. */
    public void addFile() {
        files.increment();
        if (whole != null) {
            whole.addFile();
        }
    }

    /** Counts bytes that were written. */
    public void addBytes(long count) {
        bytes.add(count);
        if (whole != null) {
            whole.addBytes(count);
        }
    }

    /** Tells how many datoms lie in leaves that a scan skips; scans of parts of a table skip the same ones. */
    public void skips(long datoms) {
        skipped.accumulate(datoms);
    }

    /** Files made so far. */
    public long files() {
        return files.sum();
    }

    /** Bytes written so far. */
    public long bytes() {
        return bytes.sum();
    }

    /** Datoms in leaves that were skipped. */
    public long skipped() {
        return skipped.get();
    }
}
