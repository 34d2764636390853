/**
 * Nodes: the immutable pages of index trees, named by the hash of their stored bytes, and the codec between bytes and columns. A decoded node never
 * changes, so readers share it without locks.
 */
@NullMarked
package org.cairndb.storage.node;

import org.jspecify.annotations.NullMarked;
