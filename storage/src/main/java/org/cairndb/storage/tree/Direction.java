package org.cairndb.storage.tree;

/** Which way a cursor goes through an index. */
public enum Direction {
    /** Ascending keys. */
    FORWARD,
    /** Descending keys. */
    BACKWARD
}
