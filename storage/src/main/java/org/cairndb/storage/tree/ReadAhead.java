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
 * Asks for the leaves that a forward cursor comes to next, twice as many with each leaf that it reads after its neighbour, so that a short read costs
 * nothing and a long one does not wait for one leaf at a time. Not thread-safe.
 */
final class ReadAhead {
    private static final int MAX_LEAVES = 256;
    /** Cursors that are taken to read at the same time. */
    private static final int CURSORS = 4;

    private final NodeSource source;
    private KeyRange range;
    private @Nullable BranchNode branch;
    /** Children of the branch before this one have been asked for. */
    private int asked;

    /** The leaf that the cursor came to last. */
    private int last;

    /** Leaves to have under way; none after a leap. */
    private int window;

    ReadAhead(NodeSource source, KeyRange range) {
        this.source = source;
        this.range = range;
    }

    /** The cursor goes on with another range. */
    void goOn(KeyRange next) {
        range = next;
    }

    /** The cursor is at a leaf. */
    void at(TreePath path) {
        if (path.height() == 0) {
            return;
        }
        BranchNode current = path.branch(1);
        int ordinal = path.ordinal(1);
        boolean isNext = current == branch ? ordinal == last + 1 : branch != null && ordinal == 0;
        if (current != branch || !isNext) {
            asked = ordinal + 1;
        }
        branch = current;
        last = ordinal;
        window = isNext ? Math.min(MAX_LEAVES, Math.max(1, window * 2)) : 0;
        if (window > 0 && asked - ordinal <= (window + 1) / 2) {
            ask(current, ordinal);
            if (asked == current.size() && path.height() > 1) {
                askForNextBranch(path);
            }
        }
    }

    private void ask(BranchNode current, int ordinal) {
        List<NodeId> ids = new ArrayList<>();
        long bytes = 0;
        long datoms = 0;
        int end = Math.min(current.size(), ordinal + 1 + window);
        for (int i = ordinal + 1; i < end && isInRange(current.child(i)); i++) {
            Child child = current.child(i);
            bytes += child.storedSize();
            datoms += child.count();
            if (bytes > LevelFetch.MAX_BYTES / CURSORS || datoms > source.maxDatomsAhead() / CURSORS) {
                break;
            }
            if (i >= asked) {
                ids.add(child.id());
                asked = i + 1;
            }
        }
        if (!ids.isEmpty()) {
            source.loadSoon(ids);
        }
    }

    private void askForNextBranch(TreePath path) {
        BranchNode parent = path.branch(2);
        int next = path.ordinal(2) + 1;
        if (next < parent.size() && isInRange(parent.child(next))) {
            source.loadSoon(List.of(parent.child(next).id()));
        }
    }

    private boolean isInRange(Child child) {
        @Nullable Bytes upper = range.upper();
        return upper == null || child.separator().compareTo(upper) < 0;
    }
}
