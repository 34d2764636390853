package org.cairndb.planner.exec.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.range.EntityKeys;
import org.cairndb.planner.range.KeyDomain;
import org.cairndb.planner.range.ValueKeys;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/**
 * Rows of an entity table: goes through key ranges of a spine, which is one attribute in AEVT (the presence marker) or AVET, and reads the other
 * attributes asked for beside it.
 *
 * <p>Conditions are checked before the columns are read that they do not need. Where most of a chunk's rows pass, columns share the arrays of leaves and
 * the batch has a selection; where few do, the rows of several chunks are collected and read together.
 */
public final class EntityScan implements Operator {
    /** So few entities of key ranges are read row by row. */
    private static final int FEW_ENTITIES = 8;
    /** Collected rows are given out when there are so many, or when they come from so many chunks. */
    private static final int COLLECTED_ROWS = 1024;

    private static final int COLLECTED_CHUNKS = 64;
    /** Where only the first rows are likely to be read, chunks begin as small as this and grow. */
    private static final int FIRST_CHUNK = 16;

    /**
     * What to read.
     *
     * @param columns attributes to read; an empty element stands for the entity id
     * @param given how many of them, from the first on, are given out; the others are for conditions
     */
    public record Spec(Spine spine, List<Optional<Attribute>> columns, int given, Narrowing narrowing) {
        /** Copies the list. */
        public Spec {
            columns = List.copyOf(columns);
        }
    }

    /**
     * What the key ranges belong to.
     *
     * @param index AEVT or AVET
     * @param attribute the attribute
     * @param idBase what to subtract from entity ids that are given out
     */
    public record Spine(Index index, Attribute attribute, long idBase) {
        KeyDomain domain() {
            return index == Index.AVET ? new ValueKeys(attribute) : new EntityKeys(attribute.id(), idBase);
        }
    }

    private final ExecutionContext context;
    private final Snapshot snapshot;
    private final Spec spec;
    private final Direction direction;
    private final EntityColumns columns;
    private final int[] given;
    private final ScanRanges ranges;
    private final List<Chunk> collected = new ArrayList<>();
    private int collectedRows;

    private @Nullable Reading reading;
    private @Nullable Batch ready;
    /** What is left to give out of a chunk side by side. */
    private @Nullable Dense dense;

    private int mostAtOnce;

    /** What a scan works with once it has begun. */
    private record Reading(SpineReader spine, StagedFilter filter, boolean isWhole) {}

    /** A scan of some key ranges of the spine. */
    public EntityScan(ExecutionContext context, Snapshot snapshot, Spec spec, ScannedRanges wanted) {
        this.context = context;
        this.snapshot = snapshot;
        this.spec = spec;
        this.direction = wanted.direction();
        this.columns = new EntityColumns(snapshot, spec.spine, spec.columns);
        this.given = IntStream.range(0, spec.given).toArray();
        this.mostAtOnce = context.isForFewRows() ? FIRST_CHUNK : Integer.MAX_VALUE;
        this.ranges = new ScanRanges(context, snapshot, spec, wanted);
        ranges.declare(columns);
    }

    @Override
    public @Nullable Batch next() {
        context.checkCancelled();
        context.fetchPlanned();
        Reading open = reading;
        if (open == null) {
            open = begin();
            reading = open;
        }
        while (true) {
            Batch batch = take();
            if (batch != null) {
                return batch;
            }
            Chunk chunk = open.spine.next(mostAtOnce);
            if (chunk == null) {
                return collected.isEmpty() ? null : giveCollected();
            }
            context.checkCancelled();
            mostAtOnce = mostAtOnce < Integer.MAX_VALUE / 2 ? mostAtOnce * 2 : mostAtOnce;
            read(open, chunk);
        }
    }

    private Reading begin() {
        List<LateCondition> late = new ArrayList<>();
        List<Integer> lateColumns = new ArrayList<>();
        List<StagedFilter.Stage> stages = new ArrayList<>();
        for (LateCondition.OnColumn on : spec.narrowing.late()) {
            on.source().of(context).ifPresent(condition -> {
                late.add(condition);
                lateColumns.add(on.column());
                stages.add(new StagedFilter.Stage(
                        (batch, rows, count, kept) -> condition.select(batch.column(0), rows, count, kept),
                        new int[] {on.column()}));
            });
        }
        for (ScanCondition condition : spec.narrowing.conditions()) {
            stages.add(new StagedFilter.Stage(
                    (batch, rows, count, kept) -> condition.test().select(batch, rows, count, kept, context),
                    condition.columns().stream().mapToInt(c -> c).toArray()));
        }
        List<KeyRange> narrowed = ranges.narrow(late, lateColumns, columns);
        RangeCursor cursor = new RangeCursor(snapshot, spec.spine.index, narrowed, direction);
        boolean isWhole = narrowed.equals(List.of(spec.spine.domain().all()));
        return new Reading(
                new SpineReader(cursor, spec.spine.attribute, direction), new StagedFilter(columns, stages), isWhole);
    }

    /** What is ready to be given out, or null. */
    private @Nullable Batch take() {
        Batch batch = ready;
        ready = null;
        if (batch != null) {
            return batch;
        }
        Dense rest = dense;
        if (rest == null) {
            return null;
        }
        batch = rest.next(columns, given);
        if (rest.isEmpty()) {
            dense = null;
        }
        return batch;
    }

    private void read(Reading open, Chunk chunk) {
        boolean isFew = chunk.size() <= FEW_ENTITIES && !(open.isWhole && spec.spine.index == Index.AEVT);
        if (isFew && columns.readsRowwise()) {
            ready = readFew(open, chunk);
            return;
        }
        int @Nullable [] order = spec.spine.index == Index.AEVT
                ? null
                : EntityOrder.ascending(chunk.entities(), chunk.from(), chunk.to());
        if (order != null || direction == Direction.BACKWARD) {
            ready = reordered(open, chunk, order);
            return;
        }
        fetchTogether(chunk);
        if (open.filter.isEmpty()) {
            dense = new Dense(chunk, null, chunk.size());
            return;
        }
        int count = open.filter.select(chunk);
        boolean isDense = (long) count * EntityColumns.DENSE >= chunk.size() || context.isForFewRows();
        if (count > 0 && isDense) {
            ready = collected.isEmpty() ? null : giveCollected();
            dense = new Dense(chunk, open.filter.kept().clone(), count);
        } else if (count > 0) {
            collect(chunk.select(open.filter.kept(), count));
        }
    }

    private @Nullable Batch readFew(Reading open, Chunk chunk) {
        Batch batch = new FewRows(snapshot, columns).read(chunk, open.filter, spec.given);
        if (batch == null || direction == Direction.FORWARD) {
            return batch;
        }
        int[] rows = IntStream.range(0, batch.size()).toArray();
        EntityOrder.reverse(rows);
        return batch.select(rows, rows.length).compact();
    }

    /** Asks for all columns at once, unless conditions may leave so little that some of them need not be read. */
    private void fetchTogether(Chunk chunk) {
        if (ranges.readsEveryLeaf()) {
            columns.fetchAll(chunk);
        }
    }

    private void collect(Chunk chunk) {
        collected.add(chunk);
        collectedRows += chunk.size();
        if (collectedRows >= COLLECTED_ROWS || collected.size() >= COLLECTED_CHUNKS) {
            ready = giveCollected();
        }
    }

    private Batch giveCollected() {
        Chunk all = Chunk.join(collected, ValueColumns.typeOf(spec.spine.attribute));
        collected.clear();
        collectedRows = 0;
        columns.fetch(given, all);
        return new Batch(columns.all(given, all), all.size());
    }

    /** The rows of a chunk that pass, in the order of the spine although their columns are read by ascending entities. */
    private @Nullable Batch reordered(Reading open, Chunk chunk, int @Nullable [] order) {
        Chunk ascending = order == null ? chunk : chunk.select(order, chunk.size());
        Chunk passing = ascending;
        int[] places = order == null ? IntStream.range(0, chunk.size()).toArray() : order;
        fetchTogether(ascending);
        if (!open.filter.isEmpty()) {
            int count = open.filter.select(ascending);
            if (count == 0) {
                return null;
            }
            int[] kept = open.filter.kept();
            passing = ascending.select(kept, count);
            int[] all = places;
            places = IntStream.range(0, count).map(i -> all[kept[i]]).toArray();
        }
        columns.fetch(given, passing);
        Batch batch = new Batch(columns.all(given, passing), passing.size());
        int[] rows = EntityOrder.inverse(places, passing.size(), chunk.size());
        if (direction == Direction.BACKWARD) {
            EntityOrder.reverse(rows);
        }
        return batch.select(rows, rows.length).compact();
    }

    @Override
    public void close() {
        if (reading != null) {
            reading.spine.close();
        }
        columns.close();
    }
}
