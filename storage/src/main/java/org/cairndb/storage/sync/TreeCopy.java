package org.cairndb.storage.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.node.BranchNode;
import org.cairndb.storage.node.Child;
import org.cairndb.storage.node.NodeCodec;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.Origin;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.tree.NodeSource;
import org.cairndb.storage.tree.TreeRoot;
import org.jspecify.annotations.Nullable;

/**
 * Copies those nodes of a tree that another tree of the same index does not have.
 *
 * <p>Both are walked from the top, side by side. A node that both have covers the same datoms in both, so it can only
 * stand among the nodes of the same level whose key ranges overlap; it is skipped with everything below it. Only branch
 * nodes on the way to a change are read. Memory holds one path of both trees.
 */
final class TreeCopy {
    /** Branch nodes that are fetched in one call before they are visited. */
    private static final int READ_AHEAD = 16;

    private final Index index;
    private final RecentNodes source;
    private final NodeSource baseNodes;
    private final CopyQueue queue;
    private final LongConsumer skipped;

    /**
     * A copy of trees of one index.
     *
     * @param skipped takes the bytes of the top node of each subtree that both have
     */
    TreeCopy(Index index, RecentNodes source, NodeSource baseNodes, CopyQueue queue, LongConsumer skipped) {
        this.index = index;
        this.source = source;
        this.baseNodes = baseNodes;
        this.queue = queue;
        this.skipped = skipped;
    }

    /** Neighbouring nodes of one level of the other tree. */
    private record Row(int level, List<Child> nodes) {
        static final Row NONE = new Row(0, List.of());

        boolean has(NodeId id) {
            return nodes.stream().anyMatch(node -> node.id().equals(id));
        }

        /** Those whose key ranges may overlap [from, to); the first one counts as reaching down to the very first key. */
        Row overlapping(Bytes from, @Nullable Bytes to) {
            int first = Math.max(0, firstNotBelow(from, true) - 1);
            int end = to == null ? nodes.size() : firstNotBelow(to, false);
            return new Row(level, nodes.subList(first, Math.max(first, end)));
        }

        /** The first node whose separator is above a key, or at it where {@code passEqual} is not set. */
        private int firstNotBelow(Bytes key, boolean passEqual) {
            int low = 0;
            int high = nodes.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                int order = nodes.get(middle).separator().compareTo(key);
                if (order < 0 || (passEqual && order == 0)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    /** Hands the nodes to the queue, children before parents. */
    void copy(TreeRoot root, Optional<TreeRoot> base) {
        // A tree that has lost levels is small beside the one it came from; it is copied as a whole.
        Row row = base.filter(other -> other.level() <= root.level())
                .map(other -> new Row(other.level(), List.of(top(other))))
                .orElse(Row.NONE);
        visit(top(root), root.level(), null, row);
    }

    private static Child top(TreeRoot root) {
        return new Child(root.id(), Bytes.EMPTY, root.count(), root.storedSize(), 0, 0, null);
    }

    private void visit(Child node, int level, @Nullable Bytes end, Row row) {
        if (row.has(node.id())) {
            skipped.accept(node.storedSize());
        } else if (level == 0) {
            queue.leaf(node.id(), node.storedSize());
        } else {
            StoredNode stored = source.verified(node.id());
            visitChildren(branch(stored, level), node.separator(), end, below(row, level));
            queue.branch(stored, level);
        }
    }

    private Row below(Row row, int level) {
        if (row.level() < level || row.nodes().isEmpty()) {
            return row;
        }
        List<Child> children = new ArrayList<>();
        row.nodes()
                .forEach(node -> children.addAll(
                        baseNodes.branch(node.id(), index, level).children()));
        return new Row(level - 1, children);
    }

    private void visitChildren(BranchNode branch, Bytes begin, @Nullable Bytes end, Row row) {
        for (int i = 0; i < branch.size(); i++) {
            if (i % READ_AHEAD == 0 && branch.level() > 1) {
                readAhead(branch, i, row);
            }
            Child child = branch.child(i);
            Bytes from = i == 0 ? begin : child.separator();
            @Nullable Bytes to = i + 1 < branch.size() ? branch.child(i + 1).separator() : end;
            visit(child.withSeparator(from), branch.level() - 1, to, row.overlapping(from, to));
        }
    }

    private void readAhead(BranchNode branch, int first, Row row) {
        List<NodeId> ids = branch.children().subList(first, Math.min(branch.size(), first + READ_AHEAD)).stream()
                .map(Child::id)
                .filter(id -> !row.has(id))
                .toList();
        source.fetchNodes(ids);
    }

    private BranchNode branch(StoredNode stored, int level) {
        if (NodeCodec.decode(stored.bytes(), stored.id()) instanceof BranchNode branch
                && branch.index() == index
                && branch.level() == level) {
            return branch;
        }
        throw Origin.node(stored.id()).corrupt("it is no branch node of %s at level %d".formatted(index, level));
    }
}
