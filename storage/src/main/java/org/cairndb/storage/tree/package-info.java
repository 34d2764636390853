/**
 * Index trees: lookups, cursors, exact counts, copy-on-write updates, bulk builds and differences over write-once nodes. A tree is a root and a source of
 * nodes; it never changes, and an update gives another root that shares every node that was not touched.
 */
@NullMarked
package org.cairndb.storage.tree;

import org.jspecify.annotations.NullMarked;
