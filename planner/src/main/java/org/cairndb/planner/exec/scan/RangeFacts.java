package org.cairndb.planner.exec.scan;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/** One row of the number of datoms in some key ranges and of the first and last key in them: from branch nodes and the leaves at the ends. */
public final class RangeFacts implements Operator {
    /** What to find out. */
    public enum Fact {
        /** The number of datoms. */
        COUNT,
        /** What the keys are ordered by, in the first datom; null if there is none. */
        FIRST,
        /** The same in the last datom. */
        LAST
    }

    /**
     * What to find out of which index.
     *
     * @param index AEVT, whose keys are ordered by entity, or AVET, by value
     * @param idBase what to subtract from an entity
     * @param types the type of the column for each fact
     */
    public record Spec(Index index, long idBase, List<Fact> facts, List<ColumnType> types) {
        /** Copies the lists. */
        public Spec {
            facts = List.copyOf(facts);
            types = List.copyOf(types);
        }
    }

    private final ExecutionContext context;
    private final Snapshot snapshot;
    private final Spec spec;
    private final List<KeyRange> ranges;
    private boolean isDone;

    /** Facts of ascending disjoint key ranges. */
    public RangeFacts(ExecutionContext context, Snapshot snapshot, Spec spec, List<KeyRange> ranges) {
        this.context = context;
        this.snapshot = snapshot;
        this.spec = spec;
        this.ranges = List.copyOf(ranges);
        context.willReadBranches(snapshot, spec.index, ranges);
    }

    @Override
    public @Nullable Batch next() {
        if (isDone) {
            return null;
        }
        isDone = true;
        context.fetchPlanned();
        Column[] columns = new Column[spec.facts.size()];
        for (int i = 0; i < columns.length; i++) {
            ColumnBuilder builder = ColumnBuilder.of(spec.types.get(i));
            switch (spec.facts.get(i)) {
                case COUNT -> builder.appendValue(count());
                case FIRST -> appendEnd(Direction.FORWARD, builder);
                case LAST -> appendEnd(Direction.BACKWARD, builder);
            }
            columns[i] = ValueColumns.narrowed(builder.build(), spec.types.get(i));
        }
        return new Batch(columns, 1);
    }

    private long count() {
        long count = 0;
        for (KeyRange range : ranges) {
            context.checkCancelled();
            count += snapshot.count(spec.index, range);
        }
        return count;
    }

    private void appendEnd(Direction direction, ColumnBuilder builder) {
        try (RangeCursor cursor = new RangeCursor(snapshot, spec.index, ranges, direction)) {
            DatomCursor end = cursor.next();
            if (end == null) {
                builder.appendNull();
                return;
            }
            DatomBatch batch = end.batch();
            int position = direction == Direction.FORWARD ? end.from() : end.to() - 1;
            if (spec.index == Index.AEVT) {
                builder.appendValue(batch.entity(position) - spec.idBase);
            } else {
                builder.append(batch.vector(position), batch.slot(position));
            }
        }
    }

    @Override
    public void close() {}
}
