/**
 * Scalar expressions as trees of loops over columns. Expressions are immutable and shared by all executions; each has one value per row of a batch, and
 * looks at no row that an earlier condition has refused where it could fail there.
 */
@NullMarked
package org.cairndb.planner.exec.scalar;

import org.jspecify.annotations.NullMarked;
