/**
 * Sorting: by words of 64 bits that order as keys do, in memory as far as the execution's memory goes and then by merging sorted temporary files; and the
 * first rows of an order, which need neither.
 */
@NullMarked
package org.cairndb.planner.exec.sort;

import org.jspecify.annotations.NullMarked;
