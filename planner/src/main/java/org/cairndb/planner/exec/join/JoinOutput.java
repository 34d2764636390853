package org.cairndb.planner.exec.join;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.jspecify.annotations.Nullable;

/** Puts pairs of rows side by side. */
final class JoinOutput {
    private JoinOutput() {}

    /** Rows that belong together; right row -1 stands for nulls. The arrays may be reused afterwards. */
    record Pairs(int[] left, int[] right, int count) {}

    /** The left columns, followed by the right ones if there is a right batch. */
    static Batch of(Batch left, @Nullable Batch right, Pairs pairs) {
        int rightCount = right == null ? 0 : right.columnCount();
        Column[] columns = new Column[left.columnCount() + rightCount];
        boolean allLeft = isEveryRow(pairs.left, pairs.count, left);
        for (int i = 0; i < left.columnCount(); i++) {
            columns[i] = allLeft ? left.column(i) : left.column(i).gather(pairs.left, pairs.count);
        }
        if (right != null) {
            boolean allRight = isEveryRow(pairs.right, pairs.count, right);
            for (int i = 0; i < rightCount; i++) {
                Column column = right.column(i);
                columns[left.columnCount() + i] = allRight ? column : column.gather(pairs.right, pairs.count);
            }
        }
        return new Batch(columns, pairs.count);
    }

    private static boolean isEveryRow(int[] rows, int count, Batch batch) {
        if (count != batch.size()) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (rows[i] != i) {
                return false;
            }
        }
        return true;
    }
}
