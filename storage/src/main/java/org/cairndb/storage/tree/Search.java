package org.cairndb.storage.tree;

import org.cairndb.storage.datom.DatomBatch;

/** Searches in sorted batches. */
final class Search {
    private Search() {}

    /**
     * First position of {@code batch} at or after {@code from} whose key is not below that of a position of {@code other}. Gallops, so that a run of
     * close searches costs little.
     */
    static int atLeast(DatomBatch batch, int from, DatomBatch other, int otherPosition) {
        int size = batch.size();
        int low = from;
        int high = from;
        int step = 1;
        while (high < size && batch.compare(high, other, otherPosition) < 0) {
            low = high + 1;
            high = Math.min(size, high + step);
            step <<= 1;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (batch.compare(middle, other, otherPosition) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
