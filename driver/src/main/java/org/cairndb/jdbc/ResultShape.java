package org.cairndb.jdbc;

/** How a statement's rows can be gone through. */
enum ResultShape {
    /** Once, without keeping them. */
    FORWARD,
    /** In any direction; they are kept in memory. */
    SCROLLING
}
