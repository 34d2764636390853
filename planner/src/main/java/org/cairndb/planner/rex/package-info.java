/**
 * Calcite's scalar expressions, literals and types in terms of {@link org.cairndb.planner.exec}: what can be translated runs on columns, what cannot is
 * left to Calcite's row-at-a-time operators.
 */
@NullMarked
package org.cairndb.planner.rex;

import org.jspecify.annotations.NullMarked;
