/** Differences between two states of a table, from the net changes of LOG; values that did not change are looked up only where they are asked for. */
@NullMarked
package org.cairndb.planner.exec.diff;

import org.jspecify.annotations.NullMarked;
