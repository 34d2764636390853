package org.cairndb.planner;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.Join;
import org.jspecify.annotations.Nullable;

/** Counts the joins of a plan. */
final class JoinCount extends RelVisitor {
    private int count;

    private JoinCount() {}

    static int of(RelNode root) {
        JoinCount counter = new JoinCount();
        counter.go(root);
        return counter.count;
    }

    @Override
    public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
        count += node instanceof Join ? 1 : 0;
        super.visit(node, ordinal, parent);
    }
}
