package org.cairndb.planner.exec.sort;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.RowBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of an input in an order, as the beginning of what {@link SortOperator} would give. Keeps candidates; a row whose first key is behind that
 * of the last candidate is dropped before anything of it is copied.
 */
public final class TopRows implements Operator {
    /** Up to so many rows this is better than sorting all. */
    public static final int MAX_ROWS = 16_384;

    private static final int LEAST_PENDING = 2048;

    private final Operator input;
    private final List<ColumnType> types;
    private final List<SortKey> keys;
    private final ExecutionContext context;
    private final int limit;
    private final List<Batch> candidates = new ArrayList<>();
    private int candidateRows;
    private long reserved;
    private long[] words = new long[0];
    private int[] rows = new int[0];
    private boolean isFull;
    private boolean worstIsNull;
    private long worstWord;
    private @Nullable Operator output;

    /**
     * What rows are wanted.
     *
     * @param keys the order
     * @param limit number of rows, at most {@link #MAX_ROWS}
     */
    public record Wanted(List<SortKey> keys, int limit) {}

    /** The first rows of an input, which this operator closes. */
    public TopRows(Operator input, List<ColumnType> types, Wanted wanted, ExecutionContext context) {
        this.input = input;
        this.types = List.copyOf(types);
        this.keys = List.copyOf(wanted.keys);
        this.limit = wanted.limit;
        this.context = context;
    }

    @Override
    public @Nullable Batch next() {
        Operator top = output;
        if (top == null) {
            top = collect();
            output = top;
        }
        return top.next();
    }

    private Operator collect() {
        for (Batch batch = input.next(); batch != null; batch = input.next()) {
            context.checkCancelled();
            Batch promising = isFull ? promising(batch) : batch;
            if (promising.rowCount() > 0) {
                add(promising.compact());
            }
            if (candidateRows >= limit + Math.max(limit, LEAST_PENDING)) {
                reduce();
            }
        }
        Batch all = reduce();
        return new OrderedRows(all, RowSorter.order(all, keys, context));
    }

    private void add(Batch batch) {
        long bytes = RowBuffer.bytesOf(batch);
        context.memory().reserve(bytes);
        reserved += bytes;
        candidates.add(batch);
        candidateRows += batch.rowCount();
    }

    /** Keeps the best candidates only, in the order of the input among equal ones. */
    private Batch reduce() {
        Batch all = RowBuffer.concat(candidates, types);
        Batch best = all;
        if (all.rowCount() > limit) {
            int[] order = Arrays.copyOf(RowSorter.order(all, keys, context), limit);
            best = all.select(order, limit).compact();
        }
        release();
        candidates.clear();
        candidateRows = 0;
        if (best.rowCount() > 0) {
            add(best);
        }
        if (all.rowCount() >= limit && limit > 0 && all != best) {
            remember(best);
        }
        return best;
    }

    private void remember(Batch best) {
        Column column = best.column(keys.get(0).column());
        isFull = KeyWords.covers(column) && isComparable(column);
        worstIsNull = column.isNull(limit - 1);
        if (isFull && !worstIsNull) {
            long[] word = new long[1];
            int[] row = new int[1];
            row[0] = limit - 1;
            new KeyWords(column, keys.get(0)).fill(row, 1, 0, word);
            worstWord = word[0];
        }
    }

    /** The rows that may be among the best. */
    private Batch promising(Batch batch) {
        SortKey key = keys.get(0);
        Column column = batch.column(key.column());
        if (!isComparable(column)) {
            return batch;
        }
        int count = batch.rowCount();
        if (rows.length < count) {
            rows = new int[count];
            words = new long[count];
        }
        boolean @Nullable [] nulls = column.nulls();
        int[] kept = new int[count];
        int keptCount = 0;
        int present = 0;
        for (int i = 0; i < count; i++) {
            int row = batch.row(i);
            if (nulls == null || !nulls[row]) {
                rows[present++] = row;
            }
        }
        if (present < count && (worstIsNull || key.nullsFirst())) {
            return batch;
        }
        if (worstIsNull) {
            return key.nullsFirst() ? batch.select(kept, 0) : batch;
        }
        new KeyWords(column, key).fill(rows, present, 0, words);
        for (int i = 0; i < present; i++) {
            kept[keptCount] = rows[i];
            keptCount += words[i] + Long.MIN_VALUE <= worstWord + Long.MIN_VALUE ? 1 : 0;
        }
        return batch.select(kept, keptCount);
    }

    /** A decimal that came narrow and wide has no words of one form. */
    private boolean isComparable(Column column) {
        return !types.get(keys.get(0).column()).isWide() && KeyWords.covers(column);
    }

    private void release() {
        context.memory().release(reserved);
        reserved = 0;
    }

    @Override
    public void close() {
        output = null;
        release();
        input.close();
    }
}
