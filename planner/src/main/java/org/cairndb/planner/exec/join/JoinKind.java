package org.cairndb.planner.exec.join;

/** Which rows an equality join gives. */
public enum JoinKind {
    /** Pairs that match. */
    INNER,
    /** Pairs that match, and left rows without a match beside nulls. */
    LEFT,
    /** Left rows with a match. */
    SEMI,
    /** Left rows without a match. */
    ANTI;

    /** Whether right columns are part of the result. */
    boolean hasRight() {
        return this == INNER || this == LEFT;
    }
}
