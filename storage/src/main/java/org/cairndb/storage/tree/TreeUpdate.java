package org.cairndb.storage.tree;

import java.util.Optional;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.node.BranchNode;
import org.cairndb.storage.node.Child;
import org.jspecify.annotations.Nullable;

/**
 * Applies an overlay to a tree by copy on write: additions and removals are merged with the leaves in one pass from left to right, subtrees without
 * changes keep their nodes, and only the paths above changed leaves are written anew.
 */
public final class TreeUpdate {
    private final Index index;
    private final NodeSource source;
    private final Overlay overlay;
    private final RemovedDatoms removed;
    private final TreeBuilder builder;
    private final KeyBuffer scratch = new KeyBuffer();

    /** Learns of each removed datom, in index order. */
    @FunctionalInterface
    public interface RemovedDatoms {
        /** The datom at a position of a leaf of the old tree was retracted by a transaction. */
        void removed(DatomBatch leaf, int position, long retractedBy);
    }

    private TreeUpdate(Tree tree, Overlay overlay, NodeSink sink, RemovedDatoms removed) {
        this.index = tree.index();
        this.source = tree.source();
        this.overlay = overlay;
        this.removed = removed;
        this.builder = new TreeBuilder(index, source, sink);
    }

    /**
     * The root of the tree with an overlay applied; new nodes go to {@code sink}, children before their parents.
     *
     * @throws org.cairndb.storage.error.CairnException NODE_CORRUPT if a datom to add is there or one to remove is not
     */
    public static Optional<TreeRoot> apply(Tree tree, Overlay overlay, NodeSink sink, RemovedDatoms removed) {
        if (overlay.isEmpty()) {
            return tree.root();
        }
        return new TreeUpdate(tree, overlay, sink, removed).run(tree.root());
    }

    private Optional<TreeRoot> run(Optional<TreeRoot> root) {
        Merge.Part all = new Merge.Part(
                overlay, 0, overlay.adds().size(), 0, overlay.removes().size());
        if (root.isPresent()) {
            TreeRoot top = root.get();
            Child child = new Child(top.id(), Bytes.EMPTY, top.count(), top.storedSize(), 0, 0, null);
            visit(child, top.level(), all);
        } else {
            merge(DatomBatch.empty(index), all);
        }
        return builder.finish();
    }

    private void visit(Child child, int level, Merge.Part part) {
        if (part.isEmpty()) {
            builder.keep(child, level);
        } else if (level == 0) {
            builder.boundary(child.separator());
            merge(source.leaf(child.id(), index).datoms(), part);
        } else {
            visitChildren(source.branch(child.id(), index, level), part);
        }
    }

    private void visitChildren(BranchNode branch, Merge.Part part) {
        int add = part.addFrom();
        int remove = part.removeFrom();
        for (int i = 0; i < branch.size(); i++) {
            @Nullable Bytes end = i + 1 < branch.size() ? branch.child(i + 1).separator() : null;
            int addEnd = end == null ? part.addTo() : bound(overlay.adds(), end, add, part.addTo());
            int removeEnd = end == null ? part.removeTo() : bound(overlay.removes(), end, remove, part.removeTo());
            visit(branch.child(i), branch.level() - 1, new Merge.Part(overlay, add, addEnd, remove, removeEnd));
            add = addEnd;
            remove = removeEnd;
        }
    }

    private int bound(DatomBatch batch, Bytes key, int from, int to) {
        return from == to ? from : batch.lowerBound(key, from, to, scratch);
    }

    private void merge(DatomBatch leaf, Merge.Part part) {
        Merge.merge(
                leaf,
                part,
                builder::append,
                (batch, position, remove) ->
                        removed.removed(batch, position, overlay.removes().tx(remove)));
    }
}
