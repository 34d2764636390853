package org.cairndb.planner.exec.history;

/**
 * Which versions to give: those that end after a transaction and begin at or before another.
 *
 * @param endsAfter the first
 * @param beginsUntil the second
 */
public record TxRange(long endsAfter, long beginsUntil) {
    /** Every version. */
    public static final TxRange ALL = new TxRange(-1, Long.MAX_VALUE);
    /** No version. */
    public static final TxRange NONE = new TxRange(Long.MAX_VALUE, -1);

    /** Ends versions that are current. */
    static final long OPEN = Long.MAX_VALUE;

    /** Whether no version can be in it. */
    boolean isEmpty() {
        return beginsUntil < 1;
    }

    /** Whether a version that one transaction made and another ended is in it. */
    boolean includes(long from, long to) {
        return from <= beginsUntil && to > endsAfter;
    }
}
