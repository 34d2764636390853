package org.cairndb.storage.node;

import org.cairndb.storage.datom.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What a branch node knows of one child.
 *
 * @param id content hash of the child's stored bytes
 * @param separator a key at or below the child's first and above the last key of the child before it, as short as that allows; empty for the very first
 *     child of a tree
 * @param count datoms below the child, at least 1
 * @param storedSize bytes of the child as stored
 * @param minTx least transaction of any datom below
 * @param maxTx greatest transaction of any datom below; in a retired index the greatest retracting transaction
 * @param values least and greatest value below, or null where the child holds several attributes
 */
public record Child(
        NodeId id,
        Bytes separator,
        long count,
        int storedSize,
        long minTx,
        long maxTx,
        @Nullable ValueZone values) {
    /** The same child under another separator. */
    public Child withSeparator(Bytes newSeparator) {
        return new Child(id, newSeparator, count, storedSize, minTx, maxTx, values);
    }
}
