package org.cairndb.storage.tree;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.node.BranchNode;
import org.cairndb.storage.node.Child;
import org.cairndb.storage.node.NodeId;
import org.jspecify.annotations.Nullable;

/** Cuts a key range of a tree into parts of about the same number of datoms, at leaf boundaries and by branch nodes alone. */
final class TreeSplit {
    /** A node with at most one in so many of a part's datoms is not opened to cut more evenly. */
    private static final int FINENESS = 16;

    private final Tree tree;
    private final TreeRoot root;
    private final KeyRange range;

    private TreeSplit(Tree tree, TreeRoot root, KeyRange range) {
        this.tree = tree;
        this.root = root;
        this.range = range;
    }

    /** Disjoint ascending ranges that together are the range: as many as asked for, or fewer where there are not enough leaves. */
    static List<KeyRange> of(Tree tree, KeyRange range, int parts) {
        @Nullable TreeRoot root = tree.root().orElse(null);
        if (root == null || root.level() == 0 || parts < 2 || range.isEmpty()) {
            return List.of(range);
        }
        return new TreeSplit(tree, root, range).into(parts);
    }

    private List<KeyRange> into(int parts) {
        long first = tree.rankEstimate(range.lower());
        long size = tree.estimate(range);
        List<KeyRange> ranges = new ArrayList<>();
        Bytes begin = range.lower();
        for (int i = 1; i < parts; i++) {
            @Nullable Bytes cut = cutNear(first + size * i / parts, size / parts / FINENESS);
            if (cut != null && cut.compareTo(begin) > 0 && isBelowEnd(cut)) {
                ranges.add(new KeyRange(begin, cut));
                begin = cut;
            }
        }
        ranges.add(new KeyRange(begin, range.upper()));
        return ranges;
    }

    private boolean isBelowEnd(Bytes key) {
        @Nullable Bytes upper = range.upper();
        return upper == null || key.compareTo(upper) < 0;
    }

    /** The boundary between two leaves, or between two nodes of few enough datoms, that is nearest to a rank; null for the end of the tree. */
    private @Nullable Bytes cutNear(long rank, long fewDatoms) {
        NodeId id = root.id();
        @Nullable Bytes end = null;
        long before = 0;
        for (int level = root.level(); ; level--) {
            BranchNode branch = tree.source().branch(id, tree.index(), level);
            int ordinal = branch.childAt(rank - before);
            Child child = branch.child(ordinal);
            if (ordinal + 1 < branch.size()) {
                end = branch.child(ordinal + 1).separator();
            }
            before += branch.countBefore(ordinal);
            if (level == 1 || child.count() <= fewDatoms) {
                boolean beginIsNearer = rank - before <= child.count() / 2;
                return beginIsNearer ? child.separator() : end;
            }
            id = child.id();
        }
    }
}
