package org.cairndb.storage.store.tier;

import java.util.Collection;
import java.util.List;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;

/**
 * A place that has some of the nodes of a store and is faster to ask.
 *
 * <p>It never throws for reasons of its own: what it cannot read is missing, and what it cannot write it does not keep.
 * Safe for use by several threads.
 */
public interface NodeTier {
    /** Asks for nodes; answers are in the order of the ids, and bytes found are those that the id is the hash of. */
    List<Fetch> find(List<NodeId> ids);

    /** Offers nodes to be kept. Returns at once; a node whose bytes do not match its id is not kept. */
    void keep(Collection<StoredNode> nodes);

    /** Forgets nodes, because they were deleted from the store. */
    void forget(Collection<NodeId> ids);

    /** Waits until what was offered so far is kept or dropped. */
    void flush();
}
