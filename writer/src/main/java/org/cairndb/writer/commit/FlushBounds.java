package org.cairndb.writer.commit;

import org.cairndb.storage.snapshot.Head;

/**
 * How much the tail of a head can hold; the commit that passes any bound flushes it.
 *
 * @param bytes encoded bytes
 * @param datoms datoms
 * @param transactions transactions
 */
public record FlushBounds(long bytes, long datoms, int transactions) {
    /** 64 KiB, 10,000 datoms or 1,024 transactions. */
    public static final FlushBounds DEFAULT = new FlushBounds(64 << 10, 10_000, 1024);

    /** Refuses negative bounds; zero flushes every commit. */
    public FlushBounds {
        if (bytes < 0 || datoms < 0 || transactions < 0) {
            throw new IllegalArgumentException("Flush bounds are not negative");
        }
    }

    boolean passedBy(Head head) {
        return head.tailBytes() > bytes || head.tail().size() > transactions || head.tailDatoms() > datoms;
    }
}
