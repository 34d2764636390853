package org.cairndb.planner.exec.spill;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.jspecify.annotations.Nullable;

/** Temporary files among which rows are divided by a hash of their keys, so that all rows with equal keys are in one. */
public final class Partitions implements AutoCloseable {
    private static final int BITS = 4;
    /** Partitions of partitions of partitions; below, a hash has no more bits to divide by. */
    private static final int MAX_DEPTH = 8;

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final ExecutionContext context;
    private final int depth;
    private final @Nullable SpillFile[] files = new SpillFile[1 << BITS];

    /** Divides by bits of the hash that the partitions above have not used. */
    public Partitions(ExecutionContext context, int depth) {
        this.context = context;
        this.depth = depth;
    }

    /** Whether rows can be divided at a depth. */
    public static boolean isPossible(int depth) {
        return depth < MAX_DEPTH;
    }

    /** Number of partitions, with rows or without. */
    public int count() {
        return files.length;
    }

    /** A partition, or null if it has no rows. */
    public @Nullable SpillFile file(int partition) {
        return files[partition];
    }

    /** Divides the rows of a batch without selection. */
    public void add(Batch batch, Column[] keys) {
        long[] hashes = new long[batch.size()];
        for (int row = 0; row < hashes.length; row++) {
            hashes[row] = hash(keys, row);
        }
        add(batch, hashes);
    }

    /** Divides the rows of a batch without selection by hashes, of which any bits may be scattered. */
    public void add(Batch batch, long[] hashes) {
        byte[] partitions = new byte[hashes.length];
        int[] counts = new int[files.length];
        int shift = Long.SIZE - BITS * (depth + 1);
        for (int row = 0; row < hashes.length; row++) {
            partitions[row] = (byte) (scattered(hashes[row]) >>> shift & (files.length - 1));
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
        return hash;
    }

    private static long scattered(long hash) {
        return (hash ^ hash >>> 31) * SPREAD;
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
    public void delete(int partition) {
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
