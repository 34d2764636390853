package org.cairndb.planner.exec.aggregate;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.Operator;
import org.jspecify.annotations.Nullable;

/** INTERSECT and EXCEPT: groups equal rows, counts them for each input, and gives each as often as the counts say. */
public final class SetOperation implements Operator {
    private static final int ROWS_AT_ONCE = 8192;

    private final Kinds kind;
    private final int width;
    private final int inputs;
    private final HashAggregate counted;
    private @Nullable Batch groups;
    private int group;
    /** How often the group is still to be given. */
    private long left;

    /** The operations. */
    public enum Kinds {
        /** Rows that are in all inputs, once. */
        INTERSECT,
        /** Rows that are in all inputs, as often as in the one with the fewest. */
        INTERSECT_ALL,
        /** Rows that are in the first input and in no other, once. */
        EXCEPT,
        /** Rows of the first input, less often by the times that they are in the others. */
        EXCEPT_ALL
    }

    /** Combines inputs with columns of these types, which this operator closes. */
    public SetOperation(Kinds kind, List<ColumnType> types, List<Operator> inputs, ExecutionContext context) {
        this.kind = kind;
        this.width = types.size();
        this.inputs = inputs.size();
        List<Operator> marked = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            marked.add(new Marked(inputs.get(i), i));
        }
        this.counted = new HashAggregate(
                new UnionOperator(marked), grouping(types, this.inputs), List.of(ordinals(0, width)), context);
    }

    private static Grouping grouping(List<ColumnType> types, int inputs) {
        List<ColumnType> all = new ArrayList<>(types);
        List<FunctionCall> counts = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            all.add(ColumnType.of(Kind.BOOLEAN));
            counts.add(new FunctionCall(
                    AggregateFunction.COUNT, List.of(), types.size() + i, false, List.of(), ColumnType.of(Kind.LONG)));
        }
        return new Grouping(all, ordinals(0, types.size()), counts);
    }

    private static List<Integer> ordinals(int from, int to) {
        List<Integer> ordinals = new ArrayList<>();
        for (int i = from; i < to; i++) {
            ordinals.add(i);
        }
        return ordinals;
    }

    /** An input with a boolean column for each input, true for itself. */
    private final class Marked implements Operator {
        private final Operator input;
        private final int ordinal;

        Marked(Operator input, int ordinal) {
            this.input = input;
            this.ordinal = ordinal;
        }

        @Override
        public @Nullable Batch next() {
            Batch batch = input.next();
            if (batch == null) {
                return null;
            }
            Column[] columns = new Column[width + inputs];
            for (int i = 0; i < width; i++) {
                columns[i] = batch.column(i);
            }
            for (int i = 0; i < inputs; i++) {
                columns[width + i] = LongColumn.constant(i == ordinal ? 1 : 0, batch.size());
            }
            return batch.withColumns(columns);
        }

        @Override
        public void close() {
            input.close();
        }
    }

    @Override
    public @Nullable Batch next() {
        while (true) {
            Batch current = groups;
            if (current == null) {
                current = counted.next();
                if (current == null) {
                    return null;
                }
                groups = current;
                group = 0;
                left = timesOf(current, 0);
            }
            Batch given = give(current);
            if (given.rowCount() > 0) {
                return given;
            }
            groups = null;
        }
    }

    private Batch give(Batch current) {
        int[] rows = new int[ROWS_AT_ONCE];
        int count = 0;
        while (count < ROWS_AT_ONCE && group < current.size()) {
            if (left > 0) {
                rows[count++] = group;
                left--;
            } else if (++group < current.size()) {
                left = timesOf(current, group);
            }
        }
        Column[] columns = new Column[width];
        for (int i = 0; i < width; i++) {
            columns[i] = current.column(i).gather(rows, count);
        }
        return new Batch(columns, count);
    }

    private long timesOf(Batch counts, int row) {
        long first = countOf(counts, 0, row);
        long least = first;
        long others = 0;
        for (int i = 1; i < inputs; i++) {
            long count = countOf(counts, i, row);
            least = Math.min(least, count);
            others += count;
        }
        return switch (kind) {
            case INTERSECT -> Math.min(1, least);
            case INTERSECT_ALL -> least;
            case EXCEPT -> others == 0 ? 1 : 0;
            case EXCEPT_ALL -> first - others;
        };
    }

    private long countOf(Batch counts, int input, int row) {
        return ((LongColumn) counts.column(width + input)).get(row);
    }

    @Override
    public void close() {
        counted.close();
    }
}
