package org.cairndb.planner.exec.join;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.jspecify.annotations.Nullable;

/** Inner equality join of two inputs that ascend by their one key without nulls, where the keys of at least one side are unique. */
public final class MergeJoin implements Operator {
    private final Side left;
    private final Side right;
    private final boolean rightIsUnique;
    private final ExecutionContext context;
    private int[] leftRows = new int[1024];
    private int[] rightRows = new int[1024];

    /** A join of two inputs, which this operator closes; the other side than {@code rightIsUnique} says may repeat keys. */
    public MergeJoin(Operator left, Operator right, Keys keys, ExecutionContext context) {
        this.left = new Side(left, keys.left);
        this.right = new Side(right, keys.right);
        this.rightIsUnique = keys.rightIsUnique;
        this.context = context;
    }

    /**
     * Key columns.
     *
     * @param left key column of the left input
     * @param right key column of the right input
     * @param rightIsUnique whether keys of the right input are unique; if not, those of the left one are
     */
    public record Keys(int left, int right, boolean rightIsUnique) {}

    /** One input with the batch that it stands in. */
    private static final class Side {
        private final Operator operator;
        private final int keyColumn;
        private @Nullable Batch batch;
        private int ordinal;

        Side(Operator operator, int keyColumn) {
            this.operator = operator;
            this.keyColumn = keyColumn;
        }

        /** The batch with rows left to join, or null at the end. */
        @Nullable
        Batch current() {
            if (batch == null || ordinal == batch.rowCount()) {
                batch = operator.next();
                ordinal = 0;
            }
            return batch;
        }
    }

    @Override
    public @Nullable Batch next() {
        while (true) {
            context.checkCancelled();
            Batch a = left.current();
            Batch b = a == null ? null : right.current();
            if (a == null || b == null) {
                return null;
            }
            int count = pair(a, b);
            if (count > 0) {
                return JoinOutput.of(a, b, new JoinOutput.Pairs(leftRows, rightRows, count));
            }
        }
    }

    /** Joins until one of the batches is used up. */
    private int pair(Batch a, Batch b) {
        Column leftKey = a.column(left.keyColumn);
        Column rightKey = b.column(right.keyColumn);
        int i = left.ordinal;
        int j = right.ordinal;
        reserve(a.rowCount() - i + b.rowCount() - j);
        int count = 0;
        while (i < a.rowCount() && j < b.rowCount()) {
            int leftRow = a.row(i);
            int rightRow = b.row(j);
            int order = leftKey.compare(leftRow, rightKey, rightRow);
            if (order == 0) {
                leftRows[count] = leftRow;
                rightRows[count++] = rightRow;
            }
            if (order < 0 || (order == 0 && rightIsUnique)) {
                i++;
            } else {
                j++;
            }
        }
        left.ordinal = i;
        right.ordinal = j;
        return count;
    }

    private void reserve(int count) {
        if (leftRows.length < count) {
            leftRows = new int[count];
            rightRows = new int[count];
        }
    }

    @Override
    public void close() {
        left.operator.close();
        right.operator.close();
    }
}
