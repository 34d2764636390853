/**
 * The one interface behind which nodes and branch heads live, and how a location in text becomes a store.
 *
 * <p>Invariants: a node never changes under its id; a head changes only by compare-and-swap; keys are relative.
 */
@NullMarked
package org.cairndb.storage.store;

import org.jspecify.annotations.NullMarked;
