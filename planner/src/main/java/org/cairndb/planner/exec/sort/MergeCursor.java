package org.cairndb.planner.exec.sort;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.jspecify.annotations.Nullable;

/** The rows of several sorted inputs in order, by a heap of their next rows. */
final class MergeCursor implements Operator {
    private static final int ROWS_AT_ONCE = 4096;

    private final List<ColumnType> types;
    private final RowOrder order;
    private final ExecutionContext context;
    private final Head[] heap;
    private int size;

    MergeCursor(List<Operator> inputs, List<ColumnType> types, RowOrder order, ExecutionContext context) {
        this.types = types;
        this.order = order;
        this.context = context;
        this.heap = new Head[inputs.size()];
        for (Operator input : inputs) {
            Batch first = input.next();
            if (first != null) {
                heap[size] = new Head(input, size, first);
                size++;
            }
        }
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    /** An input at its next row. */
    private static final class Head {
        private final Operator input;
        private final int ordinal;
        private Batch batch;
        private int row;

        Head(Operator input, int ordinal, Batch batch) {
            this.input = input;
            this.ordinal = ordinal;
            this.batch = batch;
        }

        boolean advance() {
            row++;
            if (row < batch.size()) {
                return true;
            }
            Batch following = input.next();
            if (following == null) {
                return false;
            }
            batch = following;
            row = 0;
            return true;
        }
    }

    @Override
    public @Nullable Batch next() {
        context.checkCancelled();
        ColumnBuilder[] builders = new ColumnBuilder[types.size()];
        for (int i = 0; i < builders.length; i++) {
            builders[i] = ColumnBuilder.of(types.get(i));
        }
        int count = 0;
        for (; count < ROWS_AT_ONCE && size > 0; count++) {
            Head head = heap[0];
            for (int i = 0; i < builders.length; i++) {
                builders[i].append(head.batch.column(i), head.row);
            }
            if (!head.advance()) {
                size--;
                heap[0] = heap[size];
            }
            sink(0);
        }
        return count == 0 ? null : built(builders, count);
    }

    private static Batch built(ColumnBuilder[] builders, int count) {
        Column[] columns = new Column[builders.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = builders[i].build();
        }
        return new Batch(columns, count);
    }

    private void sink(int place) {
        Head head = heap[place];
        int at = place;
        for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], head)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = head;
    }

    private boolean isBefore(Head left, Head right) {
        int compared = order.compare(left.batch, left.row, right.batch, right.row);
        return compared < 0 || (compared == 0 && left.ordinal < right.ordinal);
    }

    @Override
    public void close() {}
}
