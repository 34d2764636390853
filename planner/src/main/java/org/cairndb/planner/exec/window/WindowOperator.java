package org.cairndb.planner.exec.window;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.RowBuffer;
import org.cairndb.planner.exec.sort.RowOrder;
import org.cairndb.planner.exec.sort.SortKey;
import org.jspecify.annotations.Nullable;

/** Adds columns of window functions to rows that are sorted by partition and order. Holds one partition at a time, or as many as make a batch. */
public final class WindowOperator implements Operator {
    private static final int LEAST_ROWS = 8192;
    /** Bounds of partitions, peers and frames. */
    private static final int BYTES_PER_ROW = 24;

    private final Operator input;
    private final List<ColumnType> types;
    private final WindowSpec spec;
    private final ExecutionContext context;
    private final RowOrder partitionOrder;
    private List<Batch> pending = new ArrayList<>();
    private int pendingRows;
    private long reserved;
    private boolean isAtEnd;

    /**
     * Functions over one kind of window.
     *
     * @param partition keys of the partitions
     * @param order keys of the order in a partition
     * @param frame the frame of each row
     * @param calls the functions
     */
    public record WindowSpec(List<SortKey> partition, List<SortKey> order, WindowFrame frame, List<WindowCall> calls) {
        /** Copies the lists. */
        public WindowSpec {
            partition = List.copyOf(partition);
            order = List.copyOf(order);
            calls = List.copyOf(calls);
        }

        /** What rows must be sorted by. */
        public List<SortKey> sortKeys() {
            List<SortKey> keys = new ArrayList<>(partition);
            keys.addAll(order);
            return keys;
        }
    }

    /** Works on an input, which this operator closes. */
    public WindowOperator(Operator input, List<ColumnType> types, WindowSpec spec, ExecutionContext context) {
        this.input = input;
        this.types = List.copyOf(types);
        this.spec = spec;
        this.context = context;
        this.partitionOrder = new RowOrder(spec.partition());
    }

    @Override
    public @Nullable Batch next() {
        while (!isAtEnd) {
            context.checkCancelled();
            Batch batch = input.next();
            if (batch == null) {
                isAtEnd = true;
                break;
            }
            Batch rows = batch.compact();
            int last = lastBoundary(rows);
            if (last < 0 || pendingRows + last < LEAST_ROWS) {
                add(rows);
                continue;
            }
            if (last > 0) {
                add(rows.range(0, last).compact());
            }
            Batch result = compute();
            add(rows.range(last, rows.size() - last).compact());
            return result;
        }
        return pendingRows == 0 ? null : compute();
    }

    /** The last row that begins a partition if all rows before it, pending ones included, are of others; -1 if there is none. */
    private int lastBoundary(Batch rows) {
        for (int i = rows.size() - 1; i > 0; i--) {
            if (partitionOrder.compare(rows, i - 1, i) != 0) {
                return i;
            }
        }
        if (pending.isEmpty()) {
            return -1;
        }
        Batch before = pending.get(pending.size() - 1);
        return partitionOrder.compare(before, before.size() - 1, rows, 0) == 0 ? -1 : 0;
    }

    private void add(Batch rows) {
        long bytes = 2 * RowBuffer.bytesOf(rows)
                + (long) rows.size()
                        * (BYTES_PER_ROW + 2L * Long.BYTES * spec.calls().size());
        context.memory().reserve(bytes);
        reserved += bytes;
        pending.add(rows);
        pendingRows += rows.size();
    }

    private Batch compute() {
        Batch rows = RowBuffer.concat(pending, types, context);
        pending = new ArrayList<>();
        pendingRows = 0;
        Partitions partitions = new Partitions(rows, spec.partition(), spec.order(), context);
        Frames frames = new Frames(partitions, spec.frame(), new RangeDistances(partitions, rows, spec.order()));
        Column[] columns = new Column[rows.columnCount() + spec.calls().size()];
        for (int i = 0; i < rows.columnCount(); i++) {
            columns[i] = rows.column(i);
        }
        for (int i = 0; i < spec.calls().size(); i++) {
            context.checkCancelled();
            columns[rows.columnCount() + i] =
                    WindowFunctions.evaluate(spec.calls().get(i), rows, partitions, frames);
        }
        release();
        return new Batch(columns, rows.size());
    }

    private void release() {
        context.memory().release(reserved);
        reserved = 0;
    }

    @Override
    public void close() {
        release();
        pending = new ArrayList<>();
        pendingRows = 0;
        input.close();
    }
}
