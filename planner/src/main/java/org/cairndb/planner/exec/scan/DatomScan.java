package org.cairndb.planner.exec.scan;

import java.util.List;
import java.util.stream.IntStream;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.range.KeyRanges;
import org.cairndb.planner.range.RangeBinder;
import org.cairndb.planner.range.ValueKeys;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.cairndb.storage.tree.MatchingLeaves;
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

    /**
     * What to read.
     *
     * @param index AEVT or AVET
     * @param parts columns to give out
     * @param zones what lets leaves of AEVT be skipped
     */
    public record Spec(Index index, List<Part> parts, List<ZoneCondition> zones) {
        /** Copies the lists. */
        public Spec {
            parts = List.copyOf(parts);
            zones = List.copyOf(zones);
        }
    }

    private final ExecutionContext context;
    private final Snapshot snapshot;
    private final Spec spec;
    private final ScannedRanges wanted;
    private @Nullable RangeCursor cursor;

    /** A scan of key ranges of one attribute. */
    public DatomScan(ExecutionContext context, Snapshot snapshot, Spec spec, ScannedRanges wanted) {
        this.context = context;
        this.snapshot = snapshot;
        this.spec = spec;
        this.wanted = wanted;
        if (narrows()) {
            context.willReadBranches(snapshot, spec.index, wanted.ranges());
        } else {
            context.willRead(snapshot, spec.index, wanted.ranges());
        }
    }

    private boolean narrows() {
        return spec.index == Index.AEVT && !spec.zones.isEmpty();
    }

    @Override
    public @Nullable Batch next() {
        context.checkCancelled();
        context.fetchPlanned();
        RangeCursor open = cursor;
        if (open == null) {
            open = new RangeCursor(snapshot, spec.index, ranges(), wanted.direction());
            cursor = open;
        }
        DatomCursor slice = open.next();
        return slice == null ? null : batchOf(slice);
    }

    private List<KeyRange> ranges() {
        if (!narrows()) {
            return wanted.ranges();
        }
        List<KeyRange> ranges = wanted.ranges();
        long skipped = 0;
        for (ZoneCondition zone : spec.zones) {
            List<KeyRange> values = new RangeBinder(new ValueKeys(zone.attribute()), context).bind(zone.predicates());
            MatchingLeaves matching = snapshot.matching(zone.attribute().id(), values);
            skipped += matching.skipped();
            ranges = KeyRanges.intersect(ranges, matching.ranges());
        }
        context.workCounter().skips(skipped);
        context.willRead(snapshot, spec.index, ranges);
        context.fetchPlanned();
        return ranges;
    }

    private Batch batchOf(DatomCursor slice) {
        int size = slice.to() - slice.from();
        Column[] columns = new Column[spec.parts.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = switch (spec.parts.get(i)) {
                case ENTITY -> new LongColumn(slice.batch().entities().array(), slice.from(), size);
                case VALUE -> values(slice, size);
                case TX -> txs(slice, size);
            };
        }
        Batch batch = new Batch(columns, size);
        if (wanted.direction() == Direction.FORWARD) {
            return batch;
        }
        int[] rows = IntStream.range(0, size).toArray();
        EntityOrder.reverse(rows);
        return batch.select(rows, size);
    }

    private Column values(DatomCursor slice, int size) {
        DatomBatch batch = slice.batch();
        int ordinal = batch.ordinal(slice.from());
        ColumnType type = snapshot.schema()
                .find(batch.columnAttribute(ordinal))
                .map(ValueColumns::typeOf)
                .orElse(ColumnType.of(ColumnType.Kind.OTHER));
        return ValueColumns.slice(batch.column(ordinal), type, slice.from() - batch.runStart(ordinal), size);
    }

    private static Column txs(DatomCursor slice, int size) {
        long[] txs = new long[size];
        slice.batch().txs().copyTo(slice.from(), slice.to(), txs, 0);
        return new LongColumn(txs, size, null);
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
        }
    }
}
