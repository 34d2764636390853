package org.cairndb.cli;

import java.util.Optional;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.node.BranchNode;
import org.cairndb.storage.node.Child;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.tree.NodeSource;
import org.cairndb.storage.tree.Tree;
import org.cairndb.storage.tree.TreeRoot;

/**
 * What an index takes as of the last flush. Found from branch nodes alone.
 *
 * @param datoms datoms in it
 * @param levels levels of nodes, 0 for an empty index
 * @param nodes nodes of all levels
 * @param bytes stored bytes of all nodes
 */
record IndexSize(long datoms, int levels, long nodes, long bytes) {
    static final IndexSize EMPTY = new IndexSize(0, 0, 0, 0);

    static IndexSize of(Tree tree) {
        Optional<TreeRoot> root = tree.root();
        if (root.isEmpty()) {
            return EMPTY;
        }
        TreeRoot top = root.get();
        IndexSize size = new IndexSize(top.count(), top.level() + 1, 1, top.storedSize());
        return top.level() == 0 ? size : size.plusBelow(tree.source(), tree.index(), top.level(), top.id());
    }

    IndexSize plus(IndexSize other) {
        return new IndexSize(
                datoms + other.datoms, Math.max(levels, other.levels), nodes + other.nodes, bytes + other.bytes);
    }

    private IndexSize plusBelow(NodeSource source, Index index, int level, NodeId id) {
        BranchNode branch = source.branch(id, index, level);
        IndexSize size = this;
        for (Child child : branch.children()) {
            size = size.plus(new IndexSize(0, 0, 1, child.storedSize()));
            if (level > 1) {
                size = size.plusBelow(source, index, level - 1, child.id());
            }
        }
        return size;
    }
}
