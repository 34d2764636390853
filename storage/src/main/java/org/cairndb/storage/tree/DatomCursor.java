package org.cairndb.storage.tree;

import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;

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

    @Override
    void close();
}
