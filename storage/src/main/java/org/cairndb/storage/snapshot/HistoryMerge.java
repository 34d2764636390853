package org.cairndb.storage.snapshot;

import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.tree.DatomCursor;

/** Merges current and retired datoms of one range into those that were current at a transaction. Forward only. */
final class HistoryMerge implements DatomCursor {
    private static final int CHUNK = 8192;

    private final Side current;
    private final Side retired;
    private final Index index;
    private final long tx;
    private DatomBatch batch;

    /** One of the two inputs: a cursor with a position in its slice. */
    private static final class Side {
        private final DatomCursor cursor;
        private int position;
        private boolean live;

        Side(DatomCursor cursor) {
            this.cursor = cursor;
            advance();
        }

        private void advance() {
            live = cursor.next();
            position = cursor.from();
        }

        void step() {
            position++;
            if (position == cursor.to()) {
                advance();
            }
        }

        void seek(Bytes key) {
            if (live) {
                cursor.seek(key);
                advance();
            }
        }
    }

    HistoryMerge(DatomCursor current, DatomCursor retired, long tx) {
        this.index = current.batch().index();
        this.current = new Side(current);
        this.retired = new Side(retired);
        this.tx = tx;
        this.batch = DatomBatch.empty(index);
    }

    @Override
    public boolean next() {
        DatomBatchBuilder builder = new DatomBatchBuilder(index);
        while ((current.live || retired.live) && builder.size() < CHUNK) {
            boolean takeCurrent = current.live
                    && (!retired.live
                            || current.cursor
                                            .batch()
                                            .compare(current.position, retired.cursor.batch(), retired.position)
                                    <= 0);
            Side side = takeCurrent ? current : retired;
            DatomBatch source = side.cursor.batch();
            if (source.tx(side.position) <= tx && source.retiredAt(side.position) > tx) {
                builder.append(source, side.position);
            }
            side.step();
        }
        batch = builder.build();
        return batch.size() > 0;
    }

    @Override
    public void seek(Bytes key) {
        current.seek(key);
        retired.seek(key);
    }

    @Override
    public DatomBatch batch() {
        return batch;
    }

    @Override
    public int from() {
        return 0;
    }

    @Override
    public int to() {
        return batch.size();
    }

    @Override
    public void close() {
        current.cursor.close();
        retired.cursor.close();
    }
}
