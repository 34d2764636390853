package org.cairndb.storage.tree;

import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.node.BranchNode;
import org.cairndb.storage.node.NodeId;
import org.jspecify.annotations.Nullable;

/** The branch nodes from the root to one leaf and which child each follows. A tree without datoms has a path to one leaf without datoms. */
final class TreePath {
    private final Tree tree;
    private final @Nullable TreeRoot root;
    /** By level - 1. */
    private final BranchNode[] branches;

    private final int[] ordinals;

    TreePath(Tree tree) {
        this.tree = tree;
        this.root = tree.root().orElse(null);
        int height = root == null ? 0 : root.level();
        this.branches = new BranchNode[height];
        this.ordinals = new int[height];
    }

    /** Branch nodes above each leaf. */
    int height() {
        return branches.length;
    }

    /** The branch node of a level on the way to the leaf. */
    BranchNode branch(int level) {
        return branches[level - 1];
    }

    /** Which child of that branch node the way goes through. */
    int ordinal(int level) {
        return ordinals[level - 1];
    }

    /** Whether the tree holds no datom. */
    boolean isEmpty() {
        return root == null;
    }

    /** Goes to the leaf in which a key belongs. */
    void descend(Bytes key) {
        for (int level = branches.length; level > 0; level--) {
            BranchNode branch = load(level);
            ordinals[level - 1] = branch.childOf(key);
        }
    }

    /** Goes to the leaf in which a key belongs that is not below the current leaf, by way of as few branch nodes as possible. */
    void descendFurther(Bytes key) {
        int level = 1;
        while (level < branches.length && isBeyond(level, key)) {
            level++;
        }
        if (branches.length > 0) {
            ordinals[level - 1] = branches[level - 1].childOf(key);
        }
        while (--level > 0) {
            ordinals[level - 1] = load(level).childOf(key);
        }
    }

    /** Whether a key lies beyond the branch node of a level. */
    private boolean isBeyond(int level, Bytes key) {
        @Nullable Bytes end = endAbove(level);
        return end != null && key.compareTo(end) >= 0;
    }

    /** Goes to the leaf in which a key belongs, or to the last one for null. */
    void descendBefore(@Nullable Bytes key) {
        if (key != null) {
            descend(key);
            return;
        }
        for (int level = branches.length; level > 0; level--) {
            ordinals[level - 1] = load(level).size() - 1;
        }
    }

    /** Goes to the next leaf; false, without a move, at the last one. */
    boolean forward() {
        int level = 1;
        while (level <= branches.length && ordinals[level - 1] == branches[level - 1].size() - 1) {
            level++;
        }
        if (level > branches.length) {
            return false;
        }
        ordinals[level - 1]++;
        while (--level > 0) {
            load(level);
            ordinals[level - 1] = 0;
        }
        return true;
    }

    /** Goes to the leaf before; false, without a move, at the first one. */
    boolean backward() {
        int level = 1;
        while (level <= branches.length && ordinals[level - 1] == 0) {
            level++;
        }
        if (level > branches.length) {
            return false;
        }
        ordinals[level - 1]--;
        while (--level > 0) {
            ordinals[level - 1] = load(level).size() - 1;
        }
        return true;
    }

    /** Whether no leaf comes before. */
    boolean isFirstLeaf() {
        for (int ordinal : ordinals) {
            if (ordinal > 0) {
                return false;
            }
        }
        return true;
    }

    /** A key at or below every key of the leaf and above every key before it. */
    Bytes leafBegin() {
        return branches.length == 0
                ? Bytes.EMPTY
                : branches[0].child(ordinals[0]).separator();
    }

    /** A key above every key of the leaf and at or below every key after it; null at the last leaf. */
    @Nullable
    Bytes leafEnd() {
        return endAbove(0);
    }

    /** A key above every key below the node of a level and at or below every key after it; null at the end of the tree. */
    private @Nullable Bytes endAbove(int below) {
        for (int level = below + 1; level <= branches.length; level++) {
            BranchNode branch = branches[level - 1];
            int next = ordinals[level - 1] + 1;
            if (next < branch.size()) {
                return branch.child(next).separator();
            }
        }
        return null;
    }

    /** Id of the leaf. */
    NodeId leafId() {
        if (branches.length > 0) {
            return branches[0].child(ordinals[0]).id();
        }
        if (root == null) {
            throw new IllegalStateException("A tree without datoms has no leaf");
        }
        return root.id();
    }

    /** Datoms of the leaf. */
    DatomBatch leaf() {
        return tree.source().leaf(leafId(), tree.index()).datoms();
    }

    private BranchNode load(int level) {
        NodeId id;
        if (level < branches.length) {
            id = branches[level].child(ordinals[level]).id();
        } else if (root != null) {
            id = root.id();
        } else {
            throw new IllegalStateException("A tree without datoms has no branch node");
        }
        BranchNode branch = tree.source().branch(id, tree.index(), level);
        branches[level - 1] = branch;
        return branch;
    }
}
