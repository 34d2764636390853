package org.cairndb.storage.datom;

/** How many values of one attribute an entity can hold at a time. */
public enum Cardinality {
    /** At most one; a new value replaces the old one. */
    ONE,
    /** A set. */
    MANY
}
