package org.cairndb.storage.tree;

import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.KeyRange;

/**
 * Goes through a key range of an index and hands out slices of column batches. Not thread-safe.
 *
 * <p>After {@link #next} gave true, the current slice is positions [{@link #from}, {@link #to}) of {@link #batch}, never empty. A backward cursor hands
 * out slices in descending order; positions inside a slice are ascending either way.
 */
public interface DatomCursor extends AutoCloseable {
    /** Moves to the next slice; false at the end. */
    boolean next();

    /** The batch that the current slice is a part of. */
    DatomBatch batch();

    /** First position of the slice. */
    int from();

    /** First position beyond the slice. */
    int to();

    /** Forward cursors: lets the next slice begin with the first datom whose key is not below this one. Never moves back. */
    void seek(Bytes key);

    /**
     * Forward cursors: leaves the range for another one that lies above it, if that is cheaper than a new cursor. The next slice is the first of the new
     * range.
     *
     * @return whether it did; if not, nothing has changed
     */
    default boolean goOn(KeyRange next) {
        return false;
    }

    @Override
    void close();
}
