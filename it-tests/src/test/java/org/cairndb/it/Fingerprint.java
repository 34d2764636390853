package org.cairndb.it;

import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;

/** All that a snapshot says, as a number: every datom of every current index in its order. */
record Fingerprint(long tx, long datoms, long hash) {
    static Fingerprint of(Snapshot snapshot) {
        long datoms = 0;
        long hash = 1;
        for (Index index : new Index[] {Index.EAVT, Index.AEVT, Index.AVET}) {
            try (DatomCursor cursor = snapshot.cursor(index, KeyRange.all(), Direction.FORWARD)) {
                while (cursor.next()) {
                    for (int i = cursor.from(); i < cursor.to(); i++) {
                        hash = hash * 0x9E3779B97F4A7C15L + hash(cursor.batch(), i, snapshot);
                        datoms++;
                    }
                }
            }
        }
        return new Fingerprint(snapshot.tx(), datoms, hash);
    }

    private static long hash(DatomBatch batch, int i, Snapshot snapshot) {
        Attribute attribute = snapshot.schema().attribute(batch.attribute(i));
        Object value = Values.javaValue(attribute, batch.vector(i), batch.slot(i));
        long hash = batch.entity(i) * 31 + attribute.id();
        return (hash * 31 + batch.tx(i)) * 31 + value.hashCode();
    }
}
