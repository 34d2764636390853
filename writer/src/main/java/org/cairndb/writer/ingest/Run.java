package org.cairndb.writer.ingest;

import org.cairndb.storage.datom.ValueVector;

/**
 * Datoms of one attribute as two columns of equal size.
 *
 * @param entities entity ids, read-only
 * @param values the values
 */
record Run(long[] entities, ValueVector values) {
    int size() {
        return values.size();
    }

    long weightInBytes() {
        return 8L * entities.length + values.weightInBytes();
    }
}
