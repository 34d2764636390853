package org.cairndb.storage.check;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.node.BranchNode;
import org.cairndb.storage.node.Child;
import org.cairndb.storage.node.Leaf;
import org.cairndb.storage.node.Node;
import org.cairndb.storage.node.NodeCodec;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.tree.ChildSummary;
import org.cairndb.storage.tree.TreeRoot;
import org.jspecify.annotations.Nullable;

/**
 * Walks index trees node by node and proves hashes, structure, order, counts and bounds. A node that an earlier walk has proved is not read again, unless
 * its datoms are wanted; what an older parent says of it beyond its id is then not compared.
 */
final class TreeCheck {
    /** Takes the leaves of a tree in order. */
    @FunctionalInterface
    interface LeafVisitor {
        /** Takes the datoms of one leaf. */
        void leaf(DatomBatch datoms);
    }

    private final NodeStore store;
    private final Problems problems;
    private final Set<NodeId> proved = new HashSet<>();
    private long nodes;
    private long bytes;

    TreeCheck(NodeStore store, Problems problems) {
        this.store = store;
        this.problems = problems;
    }

    long nodes() {
        return nodes;
    }

    long bytes() {
        return bytes;
    }

    /** Proves a tree and hands all its leaves to a visitor. */
    void walk(Index index, TreeRoot root, LeafVisitor visitor) {
        Walk walk = new Walk(index, visitor, true);
        walk.root(root);
    }

    /** Proves those nodes of a tree that no earlier walk has proved. */
    void walkNew(Index index, TreeRoot root) {
        Walk walk = new Walk(index, datoms -> {}, false);
        walk.root(root);
    }

    private final class Walk {
        private final Index index;
        private final LeafVisitor visitor;
        private final boolean everyLeaf;
        private @Nullable Bytes lastKey;

        Walk(Index index, LeafVisitor visitor, boolean everyLeaf) {
            this.index = index;
            this.visitor = visitor;
            this.everyLeaf = everyLeaf;
        }

        void root(TreeRoot root) {
            @Nullable Node node = read(root.id(), root.level(), root.storedSize());
            if (node != null) {
                problems.require(
                        node.count() == root.count(),
                        "The root of %s says %d datoms, its node %s holds %d",
                        index,
                        root.count(),
                        root.id().hex(),
                        node.count());
                visit(root.id(), node, null);
            }
        }

        private void visit(NodeId id, Node node, @Nullable Bytes end) {
            if (node instanceof BranchNode branch) {
                for (int i = 0; i < branch.size(); i++) {
                    boolean last = i + 1 == branch.size();
                    @Nullable Bytes childEnd = last ? end : branch.child(i + 1).separator();
                    child(id, branch.child(i), branch.level() - 1, childEnd);
                }
            } else if (node instanceof Leaf leaf) {
                order(id, leaf.datoms(), end);
                visitor.leaf(leaf.datoms());
            }
            proved.add(id);
        }

        private void child(NodeId parent, Child child, int level, @Nullable Bytes end) {
            if (!everyLeaf && proved.contains(child.id())) {
                lastKey = null;
                return;
            }
            @Nullable Node node = read(child.id(), level, child.storedSize());
            if (node == null) {
                lastKey = null;
                return;
            }
            Child actual = ChildSummary.of(node, child.id(), child.separator(), child.storedSize());
            problems.require(
                    sameBounds(actual, child),
                    "Branch node %s of %s says of its child %s: %s; the child itself: %s",
                    parent.hex(),
                    index,
                    child.id().hex(),
                    bounds(child),
                    bounds(actual));
            if (lastKey != null && lastKey.compareTo(child.separator()) >= 0) {
                problems.add(
                        "The separator of node %s of %s is not above the datoms before it",
                        child.id().hex(), index);
            }
            begin(child, node);
            visit(child.id(), node, end);
        }

        /** The first key of a leaf must not be below its separator; that of a branch node's first child is its own. */
        private void begin(Child child, Node node) {
            if (node instanceof Leaf leaf) {
                problems.require(
                        key(leaf.datoms(), 0).compareTo(child.separator()) >= 0,
                        "Leaf %s of %s begins below its separator",
                        child.id().hex(),
                        index);
            } else if (node instanceof BranchNode branch) {
                problems.require(
                        branch.child(0).separator().compareTo(child.separator()) >= 0,
                        "Branch node %s of %s begins below its separator",
                        child.id().hex(),
                        index);
            }
        }

        private void order(NodeId id, DatomBatch datoms, @Nullable Bytes end) {
            for (int i = 1; i < datoms.size(); i++) {
                if (datoms.compare(i - 1, datoms, i) >= 0) {
                    problems.add("Leaf %s of %s is out of order at position %d", id.hex(), index, i);
                    break;
                }
            }
            if (lastKey != null && lastKey.compareTo(key(datoms, 0)) >= 0) {
                problems.add("Leaf %s of %s does not follow the leaf before it", id.hex(), index);
            }
            lastKey = key(datoms, datoms.size() - 1);
            if (end != null && lastKey.compareTo(end) >= 0) {
                problems.add("Leaf %s of %s reaches beyond the separator after it", id.hex(), index);
            }
        }

        private @Nullable Node read(NodeId id, int level, int storedSize) {
            if (!(store.fetchNode(id) instanceof Fetch.Found found)) {
                problems.add("Node %s of %s is missing", id.hex(), index);
                return null;
            }
            if (!proved.contains(id)) {
                nodes++;
                bytes += found.bytes().length();
            }
            if (!NodeId.of(found.bytes()).equals(id)) {
                problems.add("Node %s of %s does not match its hash", id.hex(), index);
                return null;
            }
            try {
                Node node = NodeCodec.decode(found.bytes(), id);
                boolean fits = node.index() == index
                        && node.level() == level
                        && found.bytes().length() == storedSize;
                problems.require(
                        fits,
                        "Node %s is of %s at level %d with %d bytes; its parent says %s at level %d with %d bytes",
                        id.hex(),
                        node.index(),
                        node.level(),
                        found.bytes().length(),
                        index,
                        level,
                        storedSize);
                return fits ? node : null;
            } catch (CairnException e) {
                problems.add("%s", String.valueOf(e.getMessage()));
                return null;
            }
        }
    }

    private static boolean sameBounds(Child actual, Child said) {
        return actual.count() == said.count()
                && actual.minTx() == said.minTx()
                && actual.maxTx() == said.maxTx()
                && Objects.equals(actual.values(), said.values());
    }

    private static List<Object> bounds(Child child) {
        return List.of(child.count(), child.minTx(), child.maxTx(), String.valueOf(child.values()));
    }

    private static Bytes key(DatomBatch datoms, int position) {
        KeyBuffer key = new KeyBuffer();
        datoms.writeKey(position, key);
        return key.toBytes();
    }
}
