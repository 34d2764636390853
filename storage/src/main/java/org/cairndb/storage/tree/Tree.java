package org.cairndb.storage.tree;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.node.BranchNode;
import org.cairndb.storage.node.Child;

/** One index tree as of one root. Immutable; safe for several threads. */
public final class Tree {
    private final Index index;
    private final Optional<TreeRoot> root;
    private final NodeSource source;

    /** The tree under a root, or an empty one. */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
    public Tree(Index index, Optional<TreeRoot> root, NodeSource source) {
        this.index = index;
        this.root = root;
        this.source = source;
    }

    /** The order of the datoms. */
    public Index index() {
        return index;
    }

    /** The top node, if the tree holds a datom. */
    public Optional<TreeRoot> root() {
        return root;
    }

    /** Where the nodes come from. */
    public NodeSource source() {
        return source;
    }

    /** Datoms in the tree. */
    public long count() {
        return root.map(TreeRoot::count).orElse(0L);
    }

    /** Datoms in a range: exact, from branch nodes and at most the two leaves in which the bounds fall. */
    public long count(KeyRange range) {
        long end = range.upper() == null ? count() : rank(range.upper(), Look.LEAVES);
        return Math.max(0, end - rank(range.lower(), Look.LEAVES));
    }

    /** Datoms in a range from branch nodes alone: off by at most half of each leaf in which a bound falls. */
    public long estimate(KeyRange range) {
        long end = range.upper() == null ? count() : rank(range.upper(), Look.BRANCHES);
        return Math.max(0, end - rank(range.lower(), Look.BRANCHES));
    }

    /** Datoms in a range without any fetch: off by at most half of each leaf that is not in memory and in which a bound falls; empty if a branch node is not. */
    public OptionalLong countAtHand(KeyRange range) {
        long start = rank(range.lower(), Look.AT_HAND);
        long end = range.upper() == null ? count() : rank(range.upper(), Look.AT_HAND);
        return start < 0 || end < 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(0, end - start));
    }

    /** About how many datoms have a key below a key. */
    long rankEstimate(Bytes key) {
        return rank(key, Look.BRANCHES);
    }

    /** Which nodes a rank is read from. */
    private enum Look {
        /** All, so that it is exact. */
        LEAVES,
        /** Branch nodes. */
        BRANCHES,
        /** Those in memory. */
        AT_HAND
    }

    /**
     * Disjoint ascending ranges of about the same number of datoms that together are a range: as many as asked for, or fewer where there are not enough
     * leaves. Read from branch nodes alone.
     */
    public List<KeyRange> split(KeyRange range, int parts) {
        return TreeSplit.of(this, range, parts);
    }

    /**
     * AEVT: where an attribute may have a value in one of some ranges, which are disjoint ascending key ranges of AVET, whether or not that holds the
     * attribute. Read from branch nodes alone.
     */
    public MatchingLeaves matching(int attribute, List<KeyRange> values, Overlay overlay) {
        return ZoneSearch.of(this, overlay, attribute, values);
    }

    /** Datoms whose key is below a key; negative if a branch node is not in memory that had to be. */
    private long rank(Bytes key, Look look) {
        if (root.isEmpty() || key.length() == 0) {
            return 0;
        }
        TreeRoot top = root.get();
        Child node = new Child(top.id(), Bytes.EMPTY, top.count(), top.storedSize(), 0, 0, null);
        long before = 0;
        for (int level = top.level(); level > 0; level--) {
            if (look == Look.AT_HAND && !source.isAtHand(node.id())) {
                return -1;
            }
            BranchNode branch = source.branch(node.id(), index, level);
            int ordinal = branch.childOf(key);
            before += branch.countBefore(ordinal);
            node = branch.child(ordinal);
            if (key.compareTo(node.separator()) <= 0) {
                return before;
            }
        }
        boolean reads = look == Look.LEAVES || (look == Look.AT_HAND && source.isAtHand(node.id()));
        if (!reads) {
            return before + node.count() / 2;
        }
        return before + source.leaf(node.id(), index).datoms().lowerBound(key, 0, (int) node.count(), new KeyBuffer());
    }

    /** A cursor over a range of the tree with an overlay applied. */
    public DatomCursor cursor(KeyRange range, Direction direction, Overlay overlay, MergedLeaves merged) {
        return new TreeCursor(this, range, direction, overlay, merged);
    }

    /** A cursor over a range of the tree. */
    public DatomCursor cursor(KeyRange range, Direction direction) {
        return cursor(range, direction, Overlay.empty(index), MergedLeaves.NONE);
    }
}
