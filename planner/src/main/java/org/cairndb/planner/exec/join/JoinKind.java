package org.cairndb.planner.exec.join;

/** Which rows a join gives. */
public enum JoinKind {
    /** Pairs that match. */
    INNER,
    /** Pairs that match, and left rows without a match beside nulls. */
    LEFT,
    /** Pairs that match, and right rows without a match beside nulls. */
    RIGHT,
    /** Pairs that match, and rows of either side without a match beside nulls. */
    FULL,
    /** Left rows with a match. */
    SEMI,
    /** Left rows without a match. */
    ANTI;

    /** Whether the result is pairs of rows, and not rows of the left input alone. */
    public boolean givesPairs() {
        return this != SEMI && this != ANTI;
    }

    /** Whether left rows without a match are part of the result. */
    public boolean keepsLeft() {
        return this == LEFT || this == FULL || this == ANTI;
    }

    /** Whether rows of an input that is held while the other one is streamed come at the end, when it is known whether they match. */
    public boolean givesHeld(Side held) {
        return held == Side.LEFT ? keepsLeft() || this == SEMI : keepsRight();
    }

    /** Whether right rows without a match are part of the result. */
    public boolean keepsRight() {
        return this == RIGHT || this == FULL;
    }
}
