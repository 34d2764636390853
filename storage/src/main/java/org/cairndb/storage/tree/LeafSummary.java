package org.cairndb.storage.tree;

import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.node.Child;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.node.ValueZone;
import org.jspecify.annotations.Nullable;

/** What a branch node says of a leaf. */
final class LeafSummary {
    private LeafSummary() {}

    /** The reference to a leaf with these datoms. */
    static Child of(StoredNode node, Bytes separator, DatomBatch datoms) {
        long minTx = Long.MAX_VALUE;
        long maxTx = Long.MIN_VALUE;
        boolean retired = datoms.index().isRetired();
        for (int i = 0; i < datoms.size(); i++) {
            minTx = Math.min(minTx, datoms.tx(i));
            maxTx = Math.max(maxTx, retired ? datoms.retiredAt(i) : datoms.tx(i));
        }
        return new Child(node.id(), separator, datoms.size(), node.bytes().length(), minTx, maxTx, zoneOf(datoms));
    }

    /** Least and greatest value where all datoms have one attribute. */
    static @Nullable ValueZone zoneOf(DatomBatch datoms) {
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
}
