/**
 * Copies branches from store to store.
 *
 * <p>Invariants: nodes are put before the head that reaches them, children before parents; every node that the new head
 * reaches was reachable from the head that it replaces, or was put by this sync, or was found young in a listing; a head
 * only ever moves along its own commit chain. {@code docs/adr/053-sync.md} gives the reasons and the costs.
 */
@NullMarked
package org.cairndb.storage.sync;

import org.jspecify.annotations.NullMarked;
