package org.cairndb.storage.store;

/** What a request asks of a store; each kind has a price of its own. */
public enum RequestKind {
    /** Reads one object, or learns that it is unchanged or missing. A query of an SQL store counts as one, however many nodes it reads. */
    GET,
    /** Writes one object. A statement of an SQL store counts as one, however many nodes it writes. */
    PUT,
    /** Reads one page of a listing. */
    LIST,
    /** Deletes one or several objects. */
    DELETE
}
