package org.cairndb.planner.exec.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.Operator;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.jspecify.annotations.Nullable;

/**
 * Rows of an entity table: goes through key ranges of a spine, which is one attribute in AEVT (the presence marker) or AVET, and reads the other
 * attributes asked for beside it.
 */
public final class EntityScan implements Operator {
    private static final int SHORTEST_ALIGNED = 256;
    private static final int COPIED_AT_ONCE = 1024;
    /** Entities found in short ranges that are read together, since each run of reads opens the indexes anew. */
    private static final int GATHERED_AT_ONCE = 4096;

    /**
     * What to read.
     *
     * @param index AEVT or AVET
     * @param spine attribute that the key ranges belong to
     * @param columns attributes to give out; an empty element stands for the entity id
     * @param idBase what to subtract from entity ids that are given out
     */
    public record Spec(Index index, Attribute spine, List<Optional<Attribute>> columns, long idBase) {
        /** Copies the list. */
        public Spec {
            columns = List.copyOf(columns);
        }
    }

    private final ExecutionContext context;
    private final Spec spec;
    private final RangeCursor spineCursor;
    private final EntityRows rows;
    /** For each output column the ordinal among the attributes read, or one of the two below. */
    private final int[] sources;

    private static final int SOURCE_ID = -1;
    private static final int SOURCE_SPINE = -2;

    private final boolean gathers;
    /** Whether every row of the table is read. */
    private final boolean isWhole;

    private @Nullable DatomCursor slice;
    private @Nullable Column gathered;
    private long[] entities = new long[0];
    private int position;
    private int limit;
    private boolean isAscending;

    /** A scan of these key ranges, which are disjoint. */
    public EntityScan(ExecutionContext context, Snapshot snapshot, Spec spec, List<KeyRange> ranges) {
        this.context = context;
        this.spec = spec;
        this.spineCursor = new RangeCursor(snapshot, spec.index, ranges);
        this.gathers = ranges.size() > 1;
        this.isWhole = ranges.equals(List.of(KeyRange.ofAttribute(spec.spine.id())));
        List<Attribute> others = new ArrayList<>();
        this.sources = new int[spec.columns.size()];
        for (int i = 0; i < sources.length; i++) {
            Attribute attribute = spec.columns.get(i).orElse(null);
            if (attribute == null) {
                sources[i] = SOURCE_ID;
            } else if (attribute.id() == spec.spine.id()) {
                sources[i] = SOURCE_SPINE;
            } else {
                sources[i] = others.size();
                others.add(attribute);
            }
        }
        this.rows = new EntityRows(snapshot, others);
        declareReads(snapshot, ranges, others);
    }

    /** Beside a whole spine the other attributes are read as a whole too; beside a part of it, which entities are read only turns out. */
    private void declareReads(Snapshot snapshot, List<KeyRange> ranges, List<Attribute> others) {
        context.willRead(snapshot, spec.index, ranges);
        if (isWhole) {
            for (Attribute other : others) {
                context.willRead(snapshot, Index.AEVT, List.of(KeyRange.ofAttribute(other.id())));
            }
        }
    }

    @Override
    public @Nullable Batch next() {
        context.checkCancelled();
        context.fetchPlanned();
        if (position == limit && !nextSlice()) {
            return null;
        }
        boolean isColumnwise = isAscending && (isWhole || !rows.readsRowwise(limit - position));
        int size = isColumnwise ? rows.aligned(entities, position, limit) : 0;
        Column[] read;
        if (size >= SHORTEST_ALIGNED || (size > 0 && size == limit - position)) {
            read = rows.takeAligned(size);
        } else {
            size = isAscending ? Math.min(COPIED_AT_ONCE, limit - position) : limit - position;
            read = rows.read(entities, position, position + size);
        }
        Batch batch = new Batch(columnsOf(read, size), size);
        position += size;
        return batch;
    }

    private boolean nextSlice() {
        if (gathers) {
            gather();
        } else {
            slice = spineCursor.next();
            if (slice != null) {
                entities = slice.batch().entities().array();
                position = slice.from();
                limit = slice.to();
            }
        }
        if (position == limit) {
            return false;
        }
        isAscending = spec.index == Index.AEVT || EntityOrder.isAscending(entities, position, limit);
        if (isAscending && !isWhole && !rows.readsRowwise(limit - position)) {
            rows.fetchSideBySide(entities[position], entities[limit - 1]);
        }
        return true;
    }

    /** Copies the entities and values of slices of several ranges. */
    private void gather() {
        ColumnBuilder values = ColumnBuilder.of(ValueColumns.typeOf(spec.spine));
        long[] found = new long[64];
        int count = 0;
        while (count < GATHERED_AT_ONCE) {
            DatomCursor next = spineCursor.next();
            if (next == null) {
                break;
            }
            int size = next.to() - next.from();
            if (found.length - count < size) {
                found = Arrays.copyOf(found, Math.max(found.length * 2, count + size));
            }
            System.arraycopy(next.batch().entities().array(), next.from(), found, count, size);
            Column column = RangeCursor.values(next);
            for (int i = 0; i < size; i++) {
                values.append(column, i);
            }
            count += size;
        }
        gathered = values.build();
        entities = found;
        position = 0;
        limit = count;
    }

    private Column[] columnsOf(Column[] read, int size) {
        Column[] columns = new Column[sources.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = switch (sources[i]) {
                case SOURCE_ID -> idColumn(size);
                case SOURCE_SPINE -> spineColumn(size);
                default -> read[sources[i]];
            };
        }
        return columns;
    }

    private Column idColumn(int size) {
        if (spec.idBase == 0) {
            return new LongColumn(entities, position, size);
        }
        long[] ids = new long[size];
        for (int i = 0; i < size; i++) {
            ids[i] = entities[position + i] - spec.idBase;
        }
        return new LongColumn(ids, size, null);
    }

    private Column spineColumn(int size) {
        Column copied = gathered;
        if (copied != null) {
            return copied.gather(IntStream.range(position, position + size).toArray(), size);
        }
        DatomCursor current = slice;
        if (current == null) {
            throw new IllegalStateException("The scan has no position");
        }
        int ordinal = current.batch().ordinal(position);
        return ValueColumns.slice(
                current.batch().column(ordinal), position - current.batch().runStart(ordinal), size);
    }

    @Override
    public void close() {
        spineCursor.close();
        rows.close();
    }
}
