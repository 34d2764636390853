package org.cairndb.planner.exec.join;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.spill.Partitions;
import org.jspecify.annotations.Nullable;

/** Divides the rows of one input of a join by their keys, so that rows that may match are in the same partition of either input. */
final class KeyPartitions implements AutoCloseable {
    private final List<JoinKeys.Key> keys;
    private final boolean[] nullsMatch;
    private final ExecutionContext context;
    private final Partitions partitions;
    private long unmatchable;

    KeyPartitions(JoinSpec spec, Side side, ExecutionContext context, int depth) {
        this.keys = side == Side.LEFT ? spec.keys().left() : spec.keys().right();
        this.nullsMatch = spec.keys().nullsMatchFlags();
        this.context = context;
        this.partitions = new Partitions(context, depth);
    }

    void add(Batch batch) {
        Batch rows = batch.compact();
        Column[] columns = JoinKeys.of(rows, keys, context).keys();
        KeyTable.Probe probe = new KeyTable.Probe(columns, null, rows.size());
        long[] hashes = KeyHashes.of(probe);
        boolean @Nullable [] anywhere = KeyHashes.unmatchable(probe, nullsMatch);
        for (int row = 0; anywhere != null && row < hashes.length; row++) {
            if (anywhere[row]) {
                // such rows need no place of their own, so they do not all fill the same one
                hashes[row] = Column.mix(unmatchable++);
            }
        }
        partitions.add(rows, hashes);
    }

    Partitions partitions() {
        return partitions;
    }

    @Override
    public void close() {
        partitions.close();
    }
}
