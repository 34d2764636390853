package org.cairndb.storage.node;

import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;

/**
 * A node with datoms.
 *
 * @param datoms at least one datom, in strict order of the index
 */
public record Leaf(DatomBatch datoms) implements Node {
    @Override
    public Index index() {
        return datoms.index();
    }

    @Override
    public int level() {
        return 0;
    }

    @Override
    public long count() {
        return datoms.size();
    }

    @Override
    public long weightInBytes() {
        return 16 + datoms.weightInBytes();
    }
}
