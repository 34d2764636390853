package org.cairndb.storage.snapshot;

import java.util.List;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;

/** A cursor over a range of datoms that are in memory, in consecutive batches. */
final class BatchCursor implements DatomCursor {
    private final List<DatomBatch> batches;
    private final boolean forward;
    private KeyRange range;
    private int next;
    private Bytes start;
    private DatomBatch batch;
    private int from;
    private int to;

    BatchCursor(List<DatomBatch> batches, KeyRange range, Direction direction) {
        this.batches = batches;
        this.range = range;
        this.forward = direction == Direction.FORWARD;
        this.next = forward ? 0 : batches.size() - 1;
        this.start = range.lower();
        this.batch = batches.get(0);
    }

    @Override
    public boolean next() {
        while (next >= 0 && next < batches.size()) {
            batch = batches.get(next);
            next += forward ? 1 : -1;
            from = batch.lowerBound(start, 0);
            to = range.upper() == null ? batch.size() : batch.lowerBound(range.upper(), from);
            if (from < to) {
                return true;
            }
        }
        from = to;
        return false;
    }

    @Override
    public boolean goOn(KeyRange another) {
        if (!forward || next < 0) {
            return false;
        }
        range = another;
        start = another.lower();
        next = Math.max(0, next - 1);
        return true;
    }

    @Override
    public void seek(Bytes key) {
        if (!forward) {
            throw new IllegalStateException("Only a forward cursor can seek");
        }
        if (key.compareTo(start) > 0) {
            start = key;
            next = Math.max(0, next - 1);
        }
    }

    @Override
    public DatomBatch batch() {
        return batch;
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public int to() {
        return to;
    }

    @Override
    public void close() {
        next = -1;
    }
}
