/**
 * Merges one line of commits into another: which state both come from, what the source has changed since, and where the target has changed the same.
 *
 * <p>Everything here is a function of snapshots; the commit itself goes the way of every transaction, so a lost race is answered by merging again.
 */
@NullMarked
package org.cairndb.writer.merge;

import org.jspecify.annotations.NullMarked;
