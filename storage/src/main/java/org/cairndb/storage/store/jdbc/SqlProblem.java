package org.cairndb.storage.store.jdbc;

/** What the failure of a statement or a connection means to us. */
enum SqlProblem {
    /** The tables, or the schema of a table that is read, are not there. */
    MISSING_TABLE,
    /** The schema in which tables are to be created is not there. */
    MISSING_SCHEMA,
    /** The server has no such SQL database. */
    MISSING_DATABASE,
    /** A row with this key exists. */
    DUPLICATE_KEY,
    /** Another transaction was in the way; this one was rolled back. */
    CONFLICT,
    /** The connection broke; whether a statement that was under way took effect is not known. */
    CONNECTION_LOST,
    /** There is no server, or it takes no connections. */
    UNREACHABLE,
    /** The file is open in a program that does not share it. */
    FILE_IN_USE,
    /** The file is damaged or holds something else. */
    NOT_A_DATABASE,
    /** User or password is wrong. */
    LOGIN_REFUSED,
    /** The user lacks a right. */
    FORBIDDEN,
    /** The database takes no changes. */
    READ_ONLY,
    DISK_FULL,
    TOO_MANY_CONNECTIONS,
    OTHER;

    /** Whether a repetition may succeed, provided that it does no harm. */
    boolean isTransient() {
        return this == CONFLICT || this == CONNECTION_LOST || this == FILE_IN_USE;
    }
}
