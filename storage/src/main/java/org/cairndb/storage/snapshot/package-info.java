/**
 * Databases as values: branch heads with their tail, snapshots that read trees and tail as one, reading as of the past, and the flush that merges the
 * tail into the trees. Nothing here writes to a store.
 */
@NullMarked
package org.cairndb.storage.snapshot;

import org.jspecify.annotations.NullMarked;
