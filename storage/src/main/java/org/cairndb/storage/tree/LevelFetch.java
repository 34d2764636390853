package org.cairndb.storage.tree;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.node.BranchNode;
import org.cairndb.storage.node.Child;
import org.cairndb.storage.node.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Fetches what key ranges of several trees need, level by level: all nodes of a level are asked for at once, so that the latency paid is that of the
 * height of the highest tree, however many ranges and trees there are. Leaves are only asked for, not waited for.
 *
 * <p>This is a hint: it is bounded, and what it leaves out is fetched when it is read. Trees in stores that answer at once are left alone.
 */
public final class LevelFetch {
    /** Most stored bytes of leaves that are asked for at once. */
    static final long MAX_BYTES = 16 << 20;
    /** Most branch nodes of one level that are asked for on behalf of one part. */
    private static final int MAX_BRANCHES = 64;

    /** How far down to go. */
    public enum Extent {
        /** Every branch node, no leaf. */
        BRANCHES,
        /** The leaf that comes first. */
        FIRST_LEAF,
        /** All leaves. */
        LEAVES
    }

    /**
     * Key ranges of one tree.
     *
     * @param ranges disjoint and ascending
     */
    public record Part(Tree tree, List<KeyRange> ranges, Extent extent) {
        /** Copies the list. */
        public Part {
            ranges = List.copyOf(ranges);
        }
    }

    private LevelFetch() {}

    /** Fetches branch nodes, asks for leaves, and tells how many nodes were neither in memory nor on their way. */
    public static int run(List<Part> parts) {
        int absent = 0;
        List<Frontier> open = new ArrayList<>();
        for (Part part : parts) {
            if (part.tree().source().parallelFetches() > 1 && part.tree().root().isPresent()) {
                open.add(new Frontier(part, part.tree().root().get()));
            }
        }
        int sharedBy = open.size();
        open.forEach(frontier -> frontier.sharedBy = sharedBy);
        while (!open.isEmpty()) {
            for (Frontier frontier : open) {
                absent += frontier.ask();
            }
            open.removeIf(Frontier::isDone);
            open.forEach(Frontier::descend);
        }
        return absent;
    }

    /** A node that some of the ranges touch. */
    private record Need(NodeId id, long datoms, long storedSize, List<KeyRange> ranges) {}

    /** The nodes of one level that a part needs. */
    private static final class Frontier {
        private final Tree tree;
        private final Extent extent;
        /** Parts among which what may be asked for is divided. */
        private int sharedBy = 1;

        private int level;
        private List<Need> needs;

        Frontier(Part part, TreeRoot root) {
            this.tree = part.tree();
            this.extent = part.extent();
            this.level = root.level();
            this.needs = List.of(new Need(
                    root.id(),
                    root.count(),
                    root.storedSize(),
                    part.ranges().stream().filter(range -> !range.isEmpty()).toList()));
        }

        boolean isDone() {
            return level == 0 || needs.isEmpty();
        }

        int ask() {
            if (level == 0 && extent == Extent.BRANCHES) {
                return 0;
            }
            return tree.source().loadSoon(needs.stream().map(Need::id).toList());
        }

        void descend() {
            List<Need> below = new ArrayList<>();
            long bytes = 0;
            long datoms = 0;
            for (Need need : needs) {
                if (need.ranges().isEmpty()) {
                    continue;
                }
                for (Need child : childrenOf(need)) {
                    bytes += child.storedSize();
                    datoms += child.datoms();
                    if (!below.isEmpty() && isEnough(below.size(), bytes, datoms)) {
                        needs = below;
                        level--;
                        return;
                    }
                    below.add(child);
                }
            }
            needs = below;
            level--;
        }

        private boolean isEnough(int count, long bytes, long datoms) {
            if (extent == Extent.FIRST_LEAF) {
                return true;
            }
            if (level > 1) {
                return count >= MAX_BRANCHES;
            }
            return bytes > MAX_BYTES / sharedBy || datoms > tree.source().maxDatomsAhead() / sharedBy;
        }

        private List<Need> childrenOf(Need need) {
            BranchNode branch = tree.source().branch(need.id(), tree.index(), level);
            List<Need> children = new ArrayList<>();
            int last = -1;
            for (KeyRange range : need.ranges()) {
                for (int i = branch.childOf(range.lower()); i < branch.size() && begins(branch.child(i), range); i++) {
                    if (i > last) {
                        Child child = branch.child(i);
                        children.add(new Need(child.id(), child.count(), child.storedSize(), new ArrayList<>()));
                        last = i;
                    }
                    children.get(children.size() - 1).ranges().add(range);
                }
            }
            return children;
        }

        /** Whether a child begins before a range ends; {@code childOf} answers the first child also for keys below it. */
        private static boolean begins(Child child, KeyRange range) {
            @Nullable Bytes upper = range.upper();
            return upper == null || child.separator().compareTo(upper) < 0;
        }
    }
}
