package org.cairndb.storage.tree;

import java.util.List;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.node.BranchNode;
import org.cairndb.storage.node.Child;
import org.cairndb.storage.node.Leaf;
import org.cairndb.storage.node.Node;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.ValueZone;
import org.jspecify.annotations.Nullable;

/** Computes what a branch node says of a child from the child itself. */
public final class ChildSummary {
    private ChildSummary() {}

    /** The reference to a node under a separator. */
    public static Child of(Node node, NodeId id, Bytes separator, int storedSize) {
        if (node instanceof BranchNode branch) {
            return ofBranch(branch, id, separator, storedSize);
        }
        DatomBatch datoms = ((Leaf) node).datoms();
        long minTx = Long.MAX_VALUE;
        long maxTx = Long.MIN_VALUE;
        boolean retired = datoms.index().isRetired();
        for (int i = 0; i < datoms.size(); i++) {
            minTx = Math.min(minTx, datoms.tx(i));
            maxTx = Math.max(maxTx, retired ? datoms.retiredAt(i) : datoms.tx(i));
        }
        return new Child(id, separator, datoms.size(), storedSize, minTx, maxTx, zoneOf(datoms));
    }

    private static Child ofBranch(BranchNode branch, NodeId id, Bytes separator, int storedSize) {
        long minTx = Long.MAX_VALUE;
        long maxTx = Long.MIN_VALUE;
        for (Child child : branch.children()) {
            minTx = Math.min(minTx, child.minTx());
            maxTx = Math.max(maxTx, child.maxTx());
        }
        return new Child(id, separator, branch.count(), storedSize, minTx, maxTx, zoneOf(branch.children()));
    }

    /** Least and greatest value where all datoms have one attribute. */
    private static @Nullable ValueZone zoneOf(DatomBatch datoms) {
        if (datoms.columnCount() != 1) {
            return null;
        }
        ValueVector values = datoms.column(0);
        int min = 0;
        int max = 0;
        for (int i = 1; i < values.size(); i++) {
            if (values.compare(i, values, min) < 0) {
                min = i;
            }
            if (values.compare(i, values, max) > 0) {
                max = i;
            }
        }
        return ValueZone.of(datoms.columnAttribute(0), values, min, max);
    }

    private static @Nullable ValueZone zoneOf(List<Child> children) {
        ValueZone zone = children.get(0).values();
        for (Child child : children) {
            ValueZone next = child.values();
            if (zone == null || next == null || next.attribute() != zone.attribute()) {
                return null;
            }
            zone = zone.union(next);
        }
        return zone;
    }
}
