/**
 * Faster places in front of a store: a cache on disk, or a replica near by.
 *
 * <p>Invariants: a tier only ever answers with bytes that hash to the node id asked for; a tier that fails is a tier
 * that has nothing, never an error; heads, listings and durability are the store's alone. {@code docs/adr/052-tiers.md}
 * gives the reasons and the costs.
 */
@NullMarked
package org.cairndb.storage.store.tier;

import org.jspecify.annotations.NullMarked;
