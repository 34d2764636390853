package org.cairndb.storage.tree;

import java.util.function.Supplier;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.node.NodeId;

/** Remembers leaves with the overlay of one snapshot applied, so that a leaf is merged once and not at every read. Safe for several threads. */
@FunctionalInterface
public interface MergedLeaves {
    /** Remembers nothing. */
    MergedLeaves NONE = (leaf, merge) -> merge.get();

    /** The merged form of a leaf, from memory or made now. */
    DatomBatch merged(NodeId leaf, Supplier<DatomBatch> merge);
}
