package org.cairndb.storage.datom;

/** Whether a value of an attribute belongs to at most one entity. */
public enum Uniqueness {
    /** No restriction. */
    NONE,
    /** At most one entity holds a value; a second claim is an error. */
    VALUE,
    /** At most one entity holds a value; a map that carries it addresses that entity (upsert). */
    IDENTITY
}
