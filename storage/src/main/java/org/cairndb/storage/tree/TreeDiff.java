package org.cairndb.storage.tree;

import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;

/**
 * The difference of two trees of one index. Both are walked side by side in key order; where both stand before the same node it is skipped, so that the
 * nodes read are those on paths to changes.
 */
public final class TreeDiff {
    private final TreeFrontier before;
    private final TreeFrontier after;
    private final DatomBatchBuilder removed;
    private final DatomBatchBuilder added;

    private TreeDiff(Tree before, Tree after) {
        this.before = new TreeFrontier(before);
        this.after = new TreeFrontier(after);
        this.removed = new DatomBatchBuilder(before.index());
        this.added = new DatomBatchBuilder(after.index());
    }

    /**
     * What leads from one tree to another: {@code removes} are the datoms that only {@code before} has, {@code adds} those that only {@code after} has,
     * each with its own transaction. A datom that both have, though with different transactions, is in neither.
     */
    public static Overlay between(Tree before, Tree after) {
        if (before.index() != after.index()) {
            throw new IllegalArgumentException("Trees of different indexes cannot be compared");
        }
        return new TreeDiff(before, after).run();
    }

    private Overlay run() {
        while (!before.atEnd() || !after.atEnd()) {
            if (before.atEnd()) {
                drain(after, added);
            } else if (after.atEnd()) {
                drain(before, removed);
            } else if (before.atNode() || after.atNode()) {
                approach();
            } else {
                compare();
            }
        }
        return new Overlay(added.build(), removed.build());
    }

    private static void drain(TreeFrontier frontier, DatomBatchBuilder target) {
        while (!frontier.atEnd()) {
            if (frontier.atNode()) {
                frontier.expand();
            } else {
                target.append(
                        frontier.batch(), frontier.position(), frontier.batch().size());
                frontier.moveTo(frontier.batch().size());
            }
        }
    }

    /** Skips a common node, or opens the higher of the two, unless datoms come before the other side's node. */
    private void approach() {
        if (before.atNode() && after.atNode()) {
            if (before.child().id().equals(after.child().id())) {
                before.skip();
                after.skip();
                return;
            }
            int levels = Integer.compare(before.level(), after.level());
            if (levels >= 0) {
                before.expand();
            }
            if (levels <= 0) {
                after.expand();
            }
        } else if (before.atNode()) {
            datomsBefore(after, before, added);
        } else {
            datomsBefore(before, after, removed);
        }
    }

    private static void datomsBefore(TreeFrontier datoms, TreeFrontier node, DatomBatchBuilder target) {
        Bytes begin = node.child().separator();
        DatomBatch batch = datoms.batch();
        int end = batch.lowerBound(begin, datoms.position());
        if (end == datoms.position()) {
            node.expand();
        } else {
            target.append(batch, datoms.position(), end);
            datoms.moveTo(end);
        }
    }

    private void compare() {
        DatomBatch left = before.batch();
        DatomBatch right = after.batch();
        int order = left.compare(before.position(), right, after.position());
        if (order == 0) {
            before.moveTo(before.position() + 1);
            after.moveTo(after.position() + 1);
        } else if (order < 0) {
            int end = left.lowerBound(before.position(), right, after.position());
            removed.append(left, before.position(), end);
            before.moveTo(end);
        } else {
            int end = right.lowerBound(after.position(), left, before.position());
            added.append(right, after.position(), end);
            after.moveTo(end);
        }
    }
}
