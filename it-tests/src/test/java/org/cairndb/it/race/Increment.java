package org.cairndb.it.race;

/**
 * One transaction of a race: it sets the shared counter and adds a fact of its own.
 *
 * @param tx its number
 * @param key the only fact of this key, unless the transaction was committed twice
 * @param count what it set the counter to
 */
record Increment(long tx, String key, long count) {}
