package org.cairndb.storage.snapshot;

import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.tree.DatomCursor;

/** A cursor that knows its own range only, so that it cannot go on to another one. */
final class LimitedCursor implements DatomCursor {
    private final DatomCursor cursor;

    LimitedCursor(DatomCursor cursor) {
        this.cursor = cursor;
    }

    @Override
    public boolean next() {
        return cursor.next();
    }

    @Override
    public DatomBatch batch() {
        return cursor.batch();
    }

    @Override
    public int from() {
        return cursor.from();
    }

    @Override
    public int to() {
        return cursor.to();
    }

    @Override
    public void seek(Bytes key) {
        cursor.seek(key);
    }

    @Override
    public void close() {
        cursor.close();
    }
}
