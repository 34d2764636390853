package org.cairndb.storage.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.node.Child;
import org.jspecify.annotations.Nullable;

/** A walk through a tree from left to right that opens nodes only when told to. It stands before a closed node, before a datom, or at the end. */
final class TreeFrontier {
    private record Closed(Child child, int level) {}

    private final Tree tree;
    private final Deque<Closed> closed = new ArrayDeque<>();
    private @Nullable DatomBatch batch;
    private int position;

    TreeFrontier(Tree tree) {
        this.tree = tree;
        tree.root()
                .ifPresent(root -> closed.push(new Closed(
                        new Child(root.id(), Bytes.EMPTY, root.count(), root.storedSize(), 0, 0, null), root.level())));
    }

    boolean atEnd() {
        return batch == null && closed.isEmpty();
    }

    /** Whether the next thing is a closed node rather than a datom. */
    boolean atNode() {
        return batch == null && !closed.isEmpty();
    }

    Child child() {
        return closed.element().child();
    }

    int level() {
        return closed.element().level();
    }

    /** Passes over the closed node. */
    void skip() {
        closed.pop();
    }

    /** Opens the closed node. */
    void expand() {
        Closed top = closed.pop();
        if (top.level() == 0) {
            batch = tree.source().leaf(top.child().id(), tree.index()).datoms();
            position = 0;
            return;
        }
        List<Child> children = tree.source()
                .branch(top.child().id(), tree.index(), top.level())
                .children();
        for (int i = children.size() - 1; i >= 0; i--) {
            closed.push(new Closed(children.get(i), top.level() - 1));
        }
    }

    DatomBatch batch() {
        if (batch == null) {
            throw new IllegalStateException("Not at a datom");
        }
        return batch;
    }

    int position() {
        return position;
    }

    /** Moves to another position of the batch; its size leaves the batch. */
    void moveTo(int newPosition) {
        position = newPosition;
        if (position == batch().size()) {
            batch = null;
        }
    }
}
