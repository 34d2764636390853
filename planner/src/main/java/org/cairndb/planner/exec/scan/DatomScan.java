package org.cairndb.planner.exec.scan;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.Operator;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.jspecify.annotations.Nullable;

/** Datoms of one attribute as rows, straight from key ranges of AEVT or AVET. */
public final class DatomScan implements Operator {
    /** A part of a datom. */
    public enum Part {
        /** The entity id. */
        ENTITY,
        /** The value. */
        VALUE,
        /** The transaction. */
        TX
    }

    private final ExecutionContext context;
    private final RangeCursor cursor;
    private final List<Part> parts;

    /** A scan of these key ranges, which are disjoint, of an index by attribute. */
    public DatomScan(ExecutionContext context, RangeSource source, List<Part> parts) {
        this.context = context;
        context.willRead(source.snapshot, source.index, source.ranges);
        this.cursor = new RangeCursor(source.snapshot, source.index, source.ranges);
        this.parts = List.copyOf(parts);
    }

    /**
     * Key ranges of an index of a snapshot.
     *
     * @param snapshot what to read
     * @param index AEVT or AVET
     * @param ranges disjoint, in any order
     */
    public record RangeSource(Snapshot snapshot, Index index, List<KeyRange> ranges) {
        /** Copies the list. */
        public RangeSource {
            ranges = List.copyOf(ranges);
        }
    }

    @Override
    public @Nullable Batch next() {
        context.checkCancelled();
        context.fetchPlanned();
        DatomCursor slice = cursor.next();
        if (slice == null) {
            return null;
        }
        int size = slice.to() - slice.from();
        Column[] columns = new Column[parts.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = switch (parts.get(i)) {
                case ENTITY -> new LongColumn(slice.batch().entities().array(), slice.from(), size);
                case VALUE -> RangeCursor.values(slice);
                case TX -> txs(slice, size);
            };
        }
        return new Batch(columns, size);
    }

    private static Column txs(DatomCursor slice, int size) {
        long[] txs = new long[size];
        slice.batch().txs().copyTo(slice.from(), slice.to(), txs, 0);
        return new LongColumn(txs, size, null);
    }

    @Override
    public void close() {
        cursor.close();
    }
}
