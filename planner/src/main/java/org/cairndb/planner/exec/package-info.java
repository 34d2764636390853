/**
 * Vectorised execution: batches of columns, operators that pull them, and expressions that are trees of loops over columns.
 *
 * <p>Nothing here knows Calcite. Plans are translated into {@link org.cairndb.planner.exec.OperatorFactory} trees once and shared by all
 * executions, so factories and expressions are immutable; operators belong to one execution and one thread.
 */
@NullMarked
package org.cairndb.planner.exec;

import org.jspecify.annotations.NullMarked;
