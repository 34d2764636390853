/**
 * Rewrites of logical plans that always help, each one walk over the plan: constants are folded, conditions are taken apart and moved where they save most,
 * and subqueries that only ask whether a row exists become semi and anti joins.
 */
@NullMarked
package org.cairndb.planner.rewrite;

import org.jspecify.annotations.NullMarked;
