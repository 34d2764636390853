package org.cairndb.bench;

import java.util.EnumMap;
import java.util.Map;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.node.BranchNode;
import org.cairndb.storage.node.Child;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.Tree;

/** Stored bytes of the index trees of a snapshot, from branch nodes alone. */
final class IndexSizes {
    private IndexSizes() {}

    static Map<Index, Long> of(Snapshot snapshot) {
        Map<Index, Long> sizes = new EnumMap<>(Index.class);
        for (Index index : Index.values()) {
            Tree tree = snapshot.tree(index);
            long bytes = tree.root()
                    .map(root -> root.storedSize() + below(tree, root.id(), root.level()))
                    .orElse(0L);
            sizes.put(index, bytes);
        }
        return sizes;
    }

    private static long below(Tree tree, NodeId id, int level) {
        if (level == 0) {
            return 0;
        }
        BranchNode branch = tree.source().branch(id, tree.index(), level);
        long bytes = 0;
        for (Child child : branch.children()) {
            bytes += child.storedSize() + below(tree, child.id(), level - 1);
        }
        return bytes;
    }
}
