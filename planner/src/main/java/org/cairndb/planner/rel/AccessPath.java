package org.cairndb.planner.rel;

import org.cairndb.planner.range.KeyDomain;
import org.cairndb.storage.datom.Index;

/**
 * A way to reach rows of a table by the values of one column.
 *
 * @param index the index to go through
 * @param column ordinal of the column in the table, or -1 for a way that takes no predicate
 * @param domain keys of the index that belong to the column
 * @param label how EXPLAIN names it
 */
record AccessPath(Index index, int column, KeyDomain domain, String label) {}
