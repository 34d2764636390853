package org.cairndb.storage.tree;

import java.util.List;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.node.BranchNode;
import org.cairndb.storage.node.Leaf;
import org.cairndb.storage.node.Node;
import org.cairndb.storage.node.NodeId;

/** Where a tree gets its nodes from: verified, decoded, and usually cached. Safe for several threads. */
@FunctionalInterface
public interface NodeSource {
    /**
     * The node with an id, which must belong to the index and have the level.
     *
     * @throws org.cairndb.storage.error.CairnException NODE_CORRUPT if it is missing, damaged or not such a node
     */
    Node load(NodeId id, Index index, int level);

    /** How many fetches make progress at the same time; 1 where reading ahead gains nothing. */
    default int parallelFetches() {
        return 1;
    }

    /** Most datoms that may be read ahead, so that what was read ahead is still in memory when it is needed. */
    default long maxDatomsAhead() {
        return 0;
    }

    /** Begins to fetch nodes that will soon be loaded, and tells how many of them were neither in memory nor on their way. */
    default int loadSoon(List<NodeId> ids) {
        return 0;
    }

    /** Whether a node can be loaded without a wait. */
    default boolean isAtHand(NodeId id) {
        return true;
    }

    /** The branch node with an id. */
    default BranchNode branch(NodeId id, Index index, int level) {
        return (BranchNode) load(id, index, level);
    }

    /** The leaf with an id. */
    default Leaf leaf(NodeId id, Index index) {
        return (Leaf) load(id, index, 0);
    }
}
