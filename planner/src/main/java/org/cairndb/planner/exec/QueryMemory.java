package org.cairndb.planner.exec;

import java.util.concurrent.atomic.AtomicLong;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/**
 * Bytes that the operators of one execution hold beyond the batch that they work on: hash tables, groups, rows to sort. Operators reserve before they
 * grow, and write to temporary files, or fail, where nothing is left. Safe for several threads.
 */
public final class QueryMemory {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /** At most so many bytes. */
    public QueryMemory(long limit) {
        this.limit = limit;
    }

    /** Takes bytes if they are free. */
    public boolean tryReserve(long bytes) {
        if (used.addAndGet(bytes) <= limit) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    /**
     * Takes bytes.
     *
     * @throws CairnException MEMORY_EXCEEDED if they are not free
     */
    public void reserve(long bytes) {
        if (!tryReserve(bytes)) {
            throw new CairnException(
                    ErrorCode.MEMORY_EXCEEDED,
                    "The statement needs more than its %d MB of memory; raise maxQueryMemory or ask for less"
                            .formatted(limit >> 20));
        }
    }

    /** Gives bytes back. */
    public void release(long bytes) {
        used.addAndGet(-bytes);
    }

    /** Bytes taken now. */
    public long used() {
        return used.get();
    }

    /** Bytes that can be taken at the same time. */
    public long limit() {
        return limit;
    }
}
