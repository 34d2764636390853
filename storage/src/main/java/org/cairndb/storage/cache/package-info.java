/**
 * The cache of decoded nodes that all connections of a process share.
 *
 * <p>Invariants: a cached value never changes; concurrent requests for one value share one load; a failed load is not
 * remembered; no lock is held while a value is loaded.
 */
@NullMarked
package org.cairndb.storage.cache;

import org.jspecify.annotations.NullMarked;
