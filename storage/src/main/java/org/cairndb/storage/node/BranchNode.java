package org.cairndb.storage.node;

import java.util.Arrays;
import java.util.List;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyHeads;

/** A node with child references. Immutable. */
public final class BranchNode implements Node {
    private final Index index;
    private final int level;
    private final List<Child> children;
    /** Datoms before each child and, last, of all. */
    private final long[] countsBefore;

    /** Of all separators but the first one, which no search looks at. */
    private final KeyHeads separators;

    /**
     * A branch node.
     *
     * @param level distance to the leaves, at least 1; every child has level - 1
     * @param children at least one, in ascending order of their separators
     */
    public BranchNode(Index index, int level, List<Child> children) {
        this.index = index;
        this.level = level;
        this.children = List.copyOf(children);
        this.countsBefore = new long[children.size() + 1];
        for (int i = 0; i < children.size(); i++) {
            countsBefore[i + 1] = Math.addExact(countsBefore[i], children.get(i).count());
        }
        this.separators = KeyHeads.of(new Separators(this.children), children.size() - 1);
    }

    private record Separators(List<Child> children) implements KeyHeads.Keys {
        @Override
        public byte[] array(int ordinal) {
            return children.get(ordinal + 1).separator().unsafeArray();
        }

        @Override
        public int start(int ordinal) {
            return 0;
        }

        @Override
        public int length(int ordinal) {
            return array(ordinal).length;
        }
    }

    @Override
    public Index index() {
        return index;
    }

    @Override
    public int level() {
        return level;
    }

    @Override
    public long count() {
        return countsBefore[children.size()];
    }

    /** Number of children. */
    public int size() {
        return children.size();
    }

    /** The children in order. */
    public List<Child> children() {
        return children;
    }

    /** A child, 0 to size - 1. */
    public Child child(int ordinal) {
        return children.get(ordinal);
    }

    /** Datoms below the children before this one; for {@code ordinal = size} those of all. */
    public long countBefore(int ordinal) {
        return countsBefore[ordinal];
    }

    /** The child that holds the datom of a rank, counted from 0; the first or last one for a rank outside. */
    public int childAt(long rank) {
        int found = Arrays.binarySearch(countsBefore, 1, children.size(), rank);
        return found >= 0 ? found : -found - 2;
    }

    /** The child in which a key belongs: the last one whose separator is not above it, and the first one for a key below all. */
    public int childOf(Bytes key) {
        byte[] wanted = key.unsafeArray();
        int below = separators.below(wanted, 0, wanted.length);
        int low = 1 + below;
        int high = 1 + separators.notAbove(below, wanted, 0, wanted.length);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (children.get(middle).separator().compareTo(key) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    @Override
    public long weightInBytes() {
        long weight = 64 + 8L * countsBefore.length + separators.weightInBytes();
        for (Child child : children) {
            weight += 256 + child.separator().length();
        }
        return weight;
    }
}
