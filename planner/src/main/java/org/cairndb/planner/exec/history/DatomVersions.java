package org.cairndb.planner.exec.history;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.scan.RangeCursor;
import org.cairndb.planner.exec.scan.ValueColumns;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/** The datoms that an attribute has and had, each with the transactions that added and retired it: first those that are current, then the others. */
public final class DatomVersions implements Operator {
    private final ExecutionContext context;
    private final List<VersionColumn> columns;
    private final ColumnType type;
    private final TxRange versions;
    private final TxInstants instants;
    private final List<RangeCursor> cursors;

    /**
     * What to read.
     *
     * @param index AEVT or AVET
     * @param attribute the attribute
     * @param columns what is given out
     */
    public record Spec(Index index, Attribute attribute, List<VersionColumn> columns) {
        /** Copies the list. */
        public Spec {
            columns = List.copyOf(columns);
        }
    }

    /** Datoms in key ranges; where these are of AVET, all retired ones, which have no order by value. */
    public DatomVersions(ExecutionContext context, Snapshot snapshot, Spec spec, WantedVersions wanted) {
        this.context = context;
        this.columns = spec.columns;
        this.type = ValueColumns.typeOf(spec.attribute);
        this.versions = wanted.bounds().inTransactions(snapshot);
        this.instants = new TxInstants(snapshot);
        this.cursors = new ArrayList<>();
        List<KeyRange> ranges = wanted.keys();
        if (versions.isEmpty() || ranges.isEmpty()) {
            return;
        }
        List<KeyRange> retired = spec.index == Index.AEVT ? ranges : List.of(KeyRange.ofAttribute(spec.attribute.id()));
        context.willRead(snapshot, spec.index, ranges);
        context.willRead(snapshot, Index.RETIRED_AEVT, retired);
        cursors.add(new RangeCursor(snapshot, spec.index, ranges, Direction.FORWARD));
        cursors.add(new RangeCursor(snapshot, Index.RETIRED_AEVT, retired, Direction.FORWARD));
    }

    @Override
    public @Nullable Batch next() {
        context.fetchPlanned();
        while (!cursors.isEmpty()) {
            context.checkCancelled();
            DatomCursor slice = cursors.get(0).next();
            if (slice == null) {
                cursors.remove(0).close();
                continue;
            }
            Batch batch = batchOf(slice);
            if (batch.rowCount() > 0) {
                return batch;
            }
        }
        return null;
    }

    private Batch batchOf(DatomCursor slice) {
        int size = slice.to() - slice.from();
        long[] froms = new long[size];
        long[] tos = new long[size];
        slice.batch().txs().copyTo(slice.from(), slice.to(), froms, 0);
        int[] kept = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            tos[i] = slice.batch().retiredAt(slice.from() + i);
            if (versions.includes(froms[i], tos[i])) {
                kept[count++] = i;
            }
        }
        if (count == 0) {
            return new Batch(new Column[0], 0);
        }
        TxColumns times = new TxColumns(froms, tos, size, instants);
        times.load(columns);
        Column[] built = new Column[columns.size()];
        for (int i = 0; i < built.length; i++) {
            built[i] = switch (columns.get(i).kind()) {
                case ENTITY -> new LongColumn(slice.batch().entities().array(), slice.from(), size);
                case VALUE -> values(slice, size);
                case TX_FROM, TX_TO, FROM, TO -> times.column(columns.get(i).kind());
            };
        }
        Batch batch = new Batch(built, size);
        return count == size ? batch : batch.select(kept, count);
    }

    private Column values(DatomCursor slice, int size) {
        DatomBatch batch = slice.batch();
        int ordinal = batch.ordinal(slice.from());
        return ValueColumns.slice(batch.column(ordinal), type, slice.from() - batch.runStart(ordinal), size);
    }

    @Override
    public void close() {
        cursors.forEach(RangeCursor::close);
        cursors.clear();
    }
}
