package org.cairndb.planner.exec.sort;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.RowBuffer;
import org.cairndb.planner.exec.spill.SpillFile;
import org.jspecify.annotations.Nullable;

/**
 * All rows of an input in order; rows that compare equal keep theirs. Where memory is refused, the rows so far are sorted and written to a temporary file,
 * and such files are merged in the end.
 */
public final class SortOperator implements Operator {
    /** Rows in memory take at most so much, so that their text lies in one array. */
    private static final long MAX_RUN_BYTES = 1L << 30;

    private final Operator input;
    private final List<ColumnType> types;
    private final List<SortKey> keys;
    private final ExecutionContext context;
    private final List<SpillFile> runs = new ArrayList<>();
    private List<Batch> collected = new ArrayList<>();
    private long reserved;
    private @Nullable Operator output;

    /** Sorts an input, which this operator closes. */
    public SortOperator(Operator input, List<ColumnType> types, List<SortKey> keys, ExecutionContext context) {
        this.input = input;
        this.types = List.copyOf(types);
        this.keys = List.copyOf(keys);
        this.context = context;
    }

    @Override
    public @Nullable Batch next() {
        Operator sorted = output;
        if (sorted == null) {
            collect();
            sorted = runs.isEmpty() ? inMemory() : merged();
            output = sorted;
        }
        return sorted.next();
    }

    private void collect() {
        for (Batch batch = input.next(); batch != null; batch = input.next()) {
            context.checkCancelled();
            long bytes = 2 * RowBuffer.bytesOf(batch) + (long) RowSorter.BYTES_PER_ROW * batch.rowCount();
            if (!reserve(bytes)) {
                spill();
                if (!reserve(bytes)) {
                    collected.add(batch);
                    spill();
                    continue;
                }
            }
            collected.add(batch.compact());
        }
        if (!runs.isEmpty()) {
            spill();
        }
    }

    private boolean reserve(long bytes) {
        if (reserved + bytes > MAX_RUN_BYTES || !context.memory().tryReserve(bytes)) {
            return false;
        }
        reserved += bytes;
        return true;
    }

    private void spill() {
        if (!collected.isEmpty()) {
            SpillFile run = SpillFile.create(context);
            runs.add(run);
            Operator sorted = inMemory();
            for (Batch batch = sorted.next(); batch != null; batch = sorted.next()) {
                run.append(batch);
            }
        }
        release();
    }

    private Operator inMemory() {
        Batch rows = RowBuffer.concat(collected, types, context);
        collected = new ArrayList<>();
        return new OrderedRows(rows, RowSorter.order(rows, keys, context));
    }

    private Operator merged() {
        return new RunMerge(types, keys, context).merge(runs);
    }

    private void release() {
        context.memory().release(reserved);
        reserved = 0;
    }

    @Override
    public void close() {
        output = null;
        collected = new ArrayList<>();
        release();
        try {
            runs.forEach(SpillFile::close);
        } finally {
            input.close();
        }
    }
}
