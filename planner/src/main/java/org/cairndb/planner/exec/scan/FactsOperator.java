package org.cairndb.planner.exec.scan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.scan.DatomScan.Part;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.snapshot.ValueEnds;
import org.cairndb.storage.snapshot.ValueEnds.End;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/**
 * One row of counts and of least and greatest values. The head answers for the newest snapshot; what it does not know comes from branch nodes, from the
 * ends of an index or, for values without an index, from a scan of their column.
 */
public final class FactsOperator implements Operator {
    private final ExecutionContext context;
    private final Snapshot snapshot;
    private final List<Fact> facts;
    private final List<ColumnType> types;
    private final Map<Integer, Ends> scanned = new HashMap<>();
    private boolean isDone;

    /** Gives a column of each type for each fact. */
    public FactsOperator(ExecutionContext context, Snapshot snapshot, List<Fact> facts, List<ColumnType> types) {
        this.context = context;
        this.snapshot = snapshot;
        this.facts = List.copyOf(facts);
        this.types = List.copyOf(types);
    }

    /** One number or value to find out. */
    public sealed interface Fact {
        /** How many datoms an attribute has. */
        record Count(Attribute attribute) implements Fact {}

        /**
         * The least value or entity of an attribute going forward, the greatest going backward; null if there are none.
         *
         * @param part ENTITY or VALUE
         * @param idBase what to subtract from an entity
         */
        record Extreme(Attribute attribute, Part part, Direction direction, long idBase) implements Fact {}
    }

    @Override
    public @Nullable Batch next() {
        if (isDone) {
            return null;
        }
        isDone = true;
        Column[] columns = new Column[facts.size()];
        for (int i = 0; i < columns.length; i++) {
            context.checkCancelled();
            ColumnBuilder builder = ColumnBuilder.of(types.get(i));
            append(facts.get(i), builder);
            columns[i] = builder.build();
        }
        return new Batch(columns, 1);
    }

    private void append(Fact fact, ColumnBuilder builder) {
        if (fact instanceof Fact.Count count) {
            builder.appendValue(count(count.attribute()));
        } else if (fact instanceof Fact.Extreme extreme && extreme.part() == Part.ENTITY) {
            appendEntity(extreme, builder);
        } else if (fact instanceof Fact.Extreme extreme) {
            appendValue(extreme, builder);
        }
    }

    private long count(Attribute attribute) {
        return snapshot.isPast()
                ? snapshot.count(Index.AEVT, KeyRange.ofAttribute(attribute.id()))
                : snapshot.statistics(attribute.id()).count();
    }

    private void appendEntity(Fact.Extreme extreme, ColumnBuilder builder) {
        End end = new ValueEnds(snapshot).entity(extreme.attribute(), extreme.direction());
        if (end instanceof End.Found found) {
            builder.appendValue(((LongVector) found.values()).get(found.slot()) - extreme.idBase());
        } else {
            builder.appendNull();
        }
    }

    private void appendValue(Fact.Extreme extreme, ColumnBuilder builder) {
        End end = new ValueEnds(snapshot).value(extreme.attribute(), extreme.direction());
        if (end instanceof End.Found found) {
            builder.append(found.values(), found.slot());
        } else if (end instanceof End.Empty) {
            builder.appendNull();
        } else {
            appendByScan(extreme, builder);
        }
    }

    private void appendByScan(Fact.Extreme extreme, ColumnBuilder builder) {
        Ends ends = scanned.computeIfAbsent(extreme.attribute().id(), this::scan);
        ends.append(extreme.direction(), builder);
    }

    /** Both ends of a column in one go. */
    private Ends scan(int attribute) {
        DatomScan.Spec spec = new DatomScan.Spec(Index.AEVT, List.of(Part.VALUE), List.of());
        ScannedRanges all = ScannedRanges.forward(List.of(KeyRange.ofAttribute(attribute)));
        Ends ends = new Ends();
        try (DatomScan scan = new DatomScan(context, snapshot, spec, all)) {
            for (Batch batch = scan.next(); batch != null; batch = scan.next()) {
                for (int row = 0; row < batch.size(); row++) {
                    ends.add(batch.column(0), row);
                }
            }
        }
        return ends;
    }

    /** The least and the greatest of some values. */
    private static final class Ends {
        private @Nullable Column least;
        private int leastRow;
        private @Nullable Column greatest;
        private int greatestRow;

        void add(Column values, int row) {
            if (least == null || values.compare(row, least, leastRow) < 0) {
                least = values;
                leastRow = row;
            }
            if (greatest == null || values.compare(row, greatest, greatestRow) > 0) {
                greatest = values;
                greatestRow = row;
            }
        }

        void append(Direction direction, ColumnBuilder builder) {
            @Nullable Column end = direction == Direction.FORWARD ? least : greatest;
            if (end == null) {
                builder.appendNull();
            } else {
                builder.append(end, direction == Direction.FORWARD ? leastRow : greatestRow);
            }
        }
    }

    @Override
    public void close() {}
}
