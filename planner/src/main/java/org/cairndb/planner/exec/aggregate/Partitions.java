package org.cairndb.planner.exec.aggregate;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.spill.SpillFile;
import org.jspecify.annotations.Nullable;

/** Temporary files among which rows are divided by a hash of their keys, so that all rows of a group are in one. */
final class Partitions implements AutoCloseable {
    private static final int BITS = 4;
    /** Partitions of partitions of partitions; below, a hash has no more bits to divide by. */
    private static final int MAX_DEPTH = 8;

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final ExecutionContext context;
    private final int depth;
    private final @Nullable SpillFile[] files = new SpillFile[1 << BITS];

    /** Divides by bits of the hash that the partitions above have not used. */
    Partitions(ExecutionContext context, int depth) {
        this.context = context;
        this.depth = depth;
    }

    /** Whether rows can be divided at a depth. */
    static boolean isPossible(int depth) {
        return depth < MAX_DEPTH;
    }

    int count() {
        return files.length;
    }

    /** A partition, or null if it has no rows. */
    @Nullable
    SpillFile file(int partition) {
        return files[partition];
    }

    /** Divides the rows of a batch without selection. */
    void add(Batch batch, Column[] keys) {
        int size = batch.size();
        byte[] partitions = new byte[size];
        int[] counts = new int[files.length];
        int shift = Long.SIZE - BITS * (depth + 1);
        for (int row = 0; row < size; row++) {
            partitions[row] = (byte) (hash(keys, row) >>> shift & (files.length - 1));
            counts[partitions[row]]++;
        }
        for (int partition = 0; partition < files.length; partition++) {
            if (counts[partition] > 0) {
                append(partition, batch.select(rowsOf(partitions, partition, counts[partition]), counts[partition]));
            }
        }
    }

    private static int[] rowsOf(byte[] partitions, int partition, int count) {
        int[] rows = new int[count];
        int found = 0;
        for (int row = 0; found < count; row++) {
            if (partitions[row] == partition) {
                rows[found++] = row;
            }
        }
        return rows;
    }

    private static long hash(Column[] keys, int row) {
        long hash = 0;
        for (Column key : keys) {
            hash = (hash ^ (key.isNull(row) ? 1 : key.hash(row))) * SPREAD;
            hash ^= hash >>> 29;
        }
        return hash * SPREAD;
    }

    private void append(int partition, Batch rows) {
        SpillFile file = files[partition];
        if (file == null) {
            file = SpillFile.create(context);
            files[partition] = file;
        }
        file.append(rows);
    }

    /** Deletes a partition. */
    void delete(int partition) {
        SpillFile file = files[partition];
        files[partition] = null;
        if (file != null) {
            file.close();
        }
    }

    @Override
    public void close() {
        for (int partition = 0; partition < files.length; partition++) {
            delete(partition);
        }
    }
}
