package org.cairndb.planner.exec.join;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.ObjectColumn;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.RowBuffer;
import org.jspecify.annotations.Nullable;

/** The rows of a batch, one after the other, with what a plan gives for each; rows with the same values share a run. Used by one thread. */
final class CorrelatedRuns implements AutoCloseable {
    /** Plans made before the first of them runs, so that what they read is fetched together. */
    private static final int AHEAD = 64;

    private final Batch rows;
    private final CorrelateJoin.Plan plan;
    private final ExecutionContext context;
    /** For each row the first one with the same values. */
    private final int[] firsts;
    /** For first rows: how many rows still ask for what the run gives. */
    private final int[] uses;

    private final @Nullable Batch[] results;
    private final Deque<Operator> opened = new ArrayDeque<>();
    private int position;
    private int openedUntil;
    private long reserved;

    /** Nothing run yet; the batch has no selection. */
    CorrelatedRuns(Batch rows, CorrelateJoin.Plan plan, ExecutionContext context) {
        this.rows = rows;
        this.plan = plan;
        this.context = context;
        this.firsts = firsts(rows, plan.binding().columns());
        this.uses = new int[firsts.length];
        this.results = new Batch[firsts.length];
        for (int first : firsts) {
            uses[first]++;
        }
    }

    private static int[] firsts(Batch rows, List<Integer> columns) {
        int[] firsts = new int[rows.size()];
        Column[] keys = columns.stream().map(rows::column).toArray(Column[]::new);
        if (Arrays.stream(keys).anyMatch(ObjectColumn.class::isInstance)) {
            // such values have no hashes
            Arrays.setAll(firsts, row -> row);
            return firsts;
        }
        boolean[] nullsMatch = new boolean[keys.length];
        Arrays.fill(nullsMatch, true);
        KeyTable.of(keys, firsts.length, nullsMatch).find(new KeyTable.Probe(keys, null, firsts.length), firsts);
        return firsts;
    }

    Batch rows() {
        return rows;
    }

    boolean hasMore() {
        return position < firsts.length;
    }

    /** The row that comes next. */
    int position() {
        return position;
    }

    /** The first row with the same values as the one that comes next. */
    int first() {
        return firsts[position];
    }

    /** What the plan gives for the row that comes next. */
    Batch take() {
        int first = firsts[position++];
        Batch result = results[first];
        if (result == null) {
            result = drain();
            reserve(result);
            results[first] = result;
        }
        if (--uses[first] == 0) {
            results[first] = null;
            release(result);
        }
        return result;
    }

    private void reserve(Batch result) {
        long bytes = RowBuffer.bytesOf(result);
        context.memory().reserve(bytes);
        reserved += bytes;
    }

    private void release(Batch result) {
        long bytes = RowBuffer.bytesOf(result);
        context.memory().release(bytes);
        reserved -= bytes;
    }

    private Batch drain() {
        List<Batch> batches = new ArrayList<>();
        long held = 0;
        try (Operator run = nextRun()) {
            for (Batch batch = run.next(); batch != null; batch = run.next()) {
                context.checkCancelled();
                long bytes = RowBuffer.bytesOf(batch);
                context.memory().reserve(bytes);
                held += bytes;
                batches.add(batch);
            }
            return RowBuffer.concat(batches, plan.rightTypes());
        } finally {
            context.memory().release(held);
        }
    }

    /** All remaining rows for which the plan gives something, or nothing. */
    Batch select(boolean wanted) {
        boolean[] gives = new boolean[firsts.length];
        int[] chosen = new int[firsts.length];
        int count = 0;
        for (; position < firsts.length; position++) {
            int first = firsts[position];
            if (first == position) {
                context.checkCancelled();
                try (Operator run = nextRun()) {
                    gives[first] = run.next() != null;
                }
            }
            chosen[count] = position;
            count += gives[first] == wanted ? 1 : 0;
        }
        return count == firsts.length ? rows : rows.select(chosen, count);
    }

    /** The run for the next row that is the first with its values; runs are taken in the order of those rows. */
    private Operator nextRun() {
        if (opened.isEmpty()) {
            for (; openedUntil < firsts.length && opened.size() < AHEAD; openedUntil++) {
                if (firsts[openedUntil] == openedUntil) {
                    opened.add(plan.right().create(bound(openedUntil)));
                }
            }
        }
        return opened.remove();
    }

    private ExecutionContext bound(int row) {
        CorrelateJoin.Binding binding = plan.binding();
        Column[] values = new Column[binding.columns().size()];
        for (int i = 0; i < values.length; i++) {
            ColumnBuilder value = ColumnBuilder.of(binding.types().get(i));
            value.append(rows.column(binding.columns().get(i)), row);
            values[i] = value.build();
        }
        ExecutionContext bound = context.binding(binding.firstParameter(), values);
        return plan.kind().givesPairs() ? bound.forAllRows() : bound.forFewRows();
    }

    @Override
    public void close() {
        opened.forEach(Operator::close);
        opened.clear();
        context.memory().release(reserved);
        reserved = 0;
    }
}
