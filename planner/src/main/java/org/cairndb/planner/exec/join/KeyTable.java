package org.cairndb.planner.exec.join;

import java.util.Arrays;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;

/** Finds the rows of a batch by the values of key columns. Rows with a null key are in no list. */
final class KeyTable {
    private static final int NONE = -1;

    private final Column[] keys;
    private final int[] heads;
    private final int[] next;
    private final int[] hashes;

    KeyTable(Batch batch, List<Integer> keyColumns) {
        this.keys = batch.columns(keyColumns);
        int size = batch.size();
        int capacity = Integer.highestOneBit(Math.max(16, size)) * 2;
        this.heads = new int[capacity];
        Arrays.fill(heads, NONE);
        this.next = new int[size];
        this.hashes = new int[size];
        for (int row = size - 1; row >= 0; row--) {
            if (!hasNull(keys, row)) {
                int hash = hash(keys, row);
                int bucket = hash & (capacity - 1);
                hashes[row] = hash;
                next[row] = heads[bucket];
                heads[bucket] = row;
            }
        }
    }

    /** The first row whose keys equal those of a row of other columns, or -1. */
    int first(Column[] probe, int row) {
        if (hasNull(probe, row)) {
            return NONE;
        }
        int hash = hash(probe, row);
        return find(heads[hash & (heads.length - 1)], hash, probe, row);
    }

    /** The next such row after one, or -1. */
    int next(int found, Column[] probe, int row) {
        return find(next[found], hashes[found], probe, row);
    }

    private int find(int start, int hash, Column[] probe, int row) {
        int candidate = start;
        while (candidate != NONE && (hashes[candidate] != hash || !equal(candidate, probe, row))) {
            candidate = next[candidate];
        }
        return candidate;
    }

    private boolean equal(int candidate, Column[] probe, int row) {
        for (int i = 0; i < keys.length; i++) {
            if (!keys[i].equal(candidate, probe[i], row)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasNull(Column[] columns, int row) {
        for (Column column : columns) {
            if (column.isNull(row)) {
                return true;
            }
        }
        return false;
    }

    private static int hash(Column[] columns, int row) {
        long hash = columns[0].hash(row);
        for (int i = 1; i < columns.length; i++) {
            hash = Column.mix(hash * 31 + columns[i].hash(row));
        }
        return (int) (hash ^ (hash >>> 32));
    }
}
