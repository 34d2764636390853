package org.cairndb.storage.datom;

/** How the values of a type lie in memory and in a leaf. */
public enum Physical {
    /** One signed 64-bit integer a value. */
    LONG,
    /** One IEEE 754 double a value; NaN is canonical and negative zero never occurs. */
    DOUBLE,
    /** A run of bytes a value, ordered as unsigned bytes. */
    TEXT,
    /** A 128-bit integer a value, as a high and a low half. */
    WIDE
}
