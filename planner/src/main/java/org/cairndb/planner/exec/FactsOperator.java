package org.cairndb.planner.exec;

import java.util.List;
import org.cairndb.planner.exec.DatomScan.Part;
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
        KeyRange column = KeyRange.ofAttribute(extreme.attribute().id());
        DatomScan.RangeSource source = new DatomScan.RangeSource(snapshot, Index.AEVT, List.of(column));
        int sign = extreme.direction() == Direction.FORWARD ? 1 : -1;
        @Nullable Column best = null;
        int bestRow = 0;
        try (DatomScan scan = new DatomScan(context, source, List.of(Part.VALUE))) {
            for (Batch batch = scan.next(); batch != null; batch = scan.next()) {
                Column values = batch.column(0);
                for (int row = 0; row < batch.size(); row++) {
                    if (best == null || sign * values.compare(row, best, bestRow) < 0) {
                        best = values;
                        bestRow = row;
                    }
                }
            }
        }
        if (best == null) {
            builder.appendNull();
        } else {
            builder.append(best, bestRow);
        }
    }

    @Override
    public void close() {}
}
