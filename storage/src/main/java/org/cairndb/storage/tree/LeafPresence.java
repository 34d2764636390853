package org.cairndb.storage.tree;

import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.node.BranchNode;
import org.cairndb.storage.node.Child;

/**
 * About how many leaves hold a key range, and how many of them are not in memory. Fetches nothing: what lies below a branch node that is not in memory is
 * taken to be absent.
 *
 * @param leaves leaves that the range touches
 * @param absent those of them that a read would have to fetch
 */
public record LeafPresence(double leaves, double absent) {
    /** No leaves. */
    public static final LeafPresence NONE = new LeafPresence(0, 0);

    /** Of more children of one branch node, so many are looked at. */
    private static final int LOOKED_AT = 64;

    private static final double DATOMS_PER_LEAF = 8_192;

    /** The leaves of a range of a tree. */
    public static LeafPresence of(Tree tree, KeyRange range) {
        if (tree.root().isEmpty() || range.isEmpty()) {
            return NONE;
        }
        TreeRoot root = tree.root().get();
        Child top = new Child(root.id(), range.lower(), root.count(), root.storedSize(), 0, 0, null);
        return below(tree, range, top, root.level());
    }

    /** The two together. */
    public LeafPresence plus(LeafPresence other) {
        return new LeafPresence(leaves + other.leaves, absent + other.absent);
    }

    /** The share of the leaves that is absent. */
    public double absentShare() {
        return leaves == 0 ? 0 : absent / leaves;
    }

    private static LeafPresence below(Tree tree, KeyRange range, Child node, int level) {
        boolean atHand = tree.source().isAtHand(node.id());
        if (level == 0) {
            return new LeafPresence(1, atHand ? 0 : 1);
        }
        if (!atHand) {
            double leaves = Math.max(1, node.count() / DATOMS_PER_LEAF);
            return new LeafPresence(leaves, leaves);
        }
        BranchNode branch = tree.source().branch(node.id(), tree.index(), level);
        int from = branch.childOf(range.lower());
        int last = range.upper() == null ? branch.size() - 1 : branch.childOf(range.upper());
        int step = 1 + (last - from) / LOOKED_AT;
        LeafPresence sum = NONE;
        int seen = 0;
        for (int i = from; i <= last; i += step) {
            sum = sum.plus(below(tree, range, branch.child(i), level - 1));
            seen++;
        }
        double scale = (last - from + 1.0) / seen;
        return new LeafPresence(sum.leaves * scale, sum.absent * scale);
    }
}
