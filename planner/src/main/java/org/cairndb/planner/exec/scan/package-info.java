/**
 * Operators that read key ranges of snapshots: rows of entity tables, datoms of one attribute, counts and ends of indexes.
 *
 * <p>Columns share the arrays of decoded leaves wherever rows lie side by side; nothing here changes them.
 */
@NullMarked
package org.cairndb.planner.exec.scan;

import org.jspecify.annotations.NullMarked;
