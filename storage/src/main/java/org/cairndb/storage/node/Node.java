package org.cairndb.storage.node;

import org.cairndb.storage.datom.Index;

/** A decoded node of an index tree. */
public sealed interface Node permits Leaf, BranchNode {
    /** The index whose tree the node belongs to. */
    Index index();

    /** Distance to the leaves: 0 for a leaf. */
    int level();

    /** Datoms below, or in, this node. */
    long count();

    /** Heap bytes held. */
    long weightInBytes();
}
