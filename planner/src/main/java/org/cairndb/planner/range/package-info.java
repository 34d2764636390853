/**
 * Predicates on one column as key ranges of an index. A predicate keeps expressions and is bound to ranges at execution, so one plan serves every
 * parameter.
 */
@NullMarked
package org.cairndb.planner.range;

import org.jspecify.annotations.NullMarked;
