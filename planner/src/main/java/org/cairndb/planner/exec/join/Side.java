package org.cairndb.planner.exec.join;

/** One of the two inputs of a join. */
public enum Side {
    /** The input whose columns come first. */
    LEFT,
    /** The other one. */
    RIGHT;

    /** The other input. */
    public Side other() {
        return this == LEFT ? RIGHT : LEFT;
    }
}
