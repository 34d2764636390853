package org.cairndb.storage.tree;

import java.util.function.Supplier;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.node.NodeId;
import org.jspecify.annotations.Nullable;

/** Remembers leaves with the overlay of one snapshot applied, so that a leaf is merged once and not at every read. Safe for several threads. */
public interface MergedLeaves {
    /** Remembers nothing. */
    MergedLeaves NONE = new MergedLeaves() {
        @Override
        public @Nullable DatomBatch known(NodeId leaf) {
            return null;
        }

        @Override
        public DatomBatch merged(NodeId leaf, Supplier<DatomBatch> merge) {
            return merge.get();
        }
    };

    /** The merged form of a leaf if it is in memory, else null. */
    @Nullable
    DatomBatch known(NodeId leaf);

    /** The merged form of a leaf, from memory or made now of what is in memory. */
    DatomBatch merged(NodeId leaf, Supplier<DatomBatch> merge);
}
