/**
 * Joins of batches: with a hash table over one input, by merging inputs in the order of their keys, by looking keys up in an index, or by nested loops.
 *
 * <p>Rows with a null key match nothing. What is built over an input is immutable once built and may be shared by threads; operators belong to one.
 */
@NullMarked
package org.cairndb.planner.exec.join;

import org.jspecify.annotations.NullMarked;
