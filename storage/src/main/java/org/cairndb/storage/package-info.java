/**
 * Immutable storage of datoms: nodes, index trees, node stores, branch heads and snapshots.
 *
 * <p>Everything below a branch head is write-once, so whatever a reader holds never changes.
 */
@NullMarked
package org.cairndb.storage;

import org.jspecify.annotations.NullMarked;
