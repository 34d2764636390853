/**
 * Grouping and set operations: rows are given the number of their group, and each aggregate function is one loop over those numbers and a column.
 *
 * <p>{@link org.cairndb.planner.exec.aggregate.Aggregation} holds groups with their functions and can take in another one, so that parts of an input
 * can be aggregated apart; the operators pull batches into it. Everything here belongs to one thread, except the specifications, which are immutable.
 */
@NullMarked
package org.cairndb.planner.exec.aggregate;

import org.jspecify.annotations.NullMarked;
