package org.cairndb.writer.ingest;

import java.util.Arrays;
import org.cairndb.storage.datom.LongVector;

/** The entities of a load that have an attribute of one namespace. Not thread-safe. */
final class Presence {
    private final StagedColumn staged = new StagedColumn();
    private long[] entities = new long[1024];
    private int size;
    private long last;

    void mark(long entity) {
        if (entity == last) {
            return;
        }
        last = entity;
        if (size == entities.length) {
            entities = Arrays.copyOf(entities, size * 2);
        }
        entities[size++] = entity;
    }

    void cut(Stage stage, int block) {
        if (size > 0) {
            long[] ones = new long[size];
            Arrays.fill(ones, 1);
            staged.add(block, stage.add(new Run(Arrays.copyOf(entities, size), new LongVector(ones, size))));
            size = 0;
        }
    }

    StagedColumn staged() {
        return staged;
    }
}
