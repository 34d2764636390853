package org.cairndb.planner.exec.join;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;

/** Puts pairs of rows side by side. */
final class JoinOutput {
    private JoinOutput() {}

    /** Rows that belong together; row -1 stands for nulls. The arrays may be reused afterwards. */
    record Pairs(int[] left, int[] right, int count) {
        Pairs first(int newCount) {
            return newCount == count ? this : new Pairs(left, right, newCount);
        }
    }

    /** The left columns, followed by the right ones. */
    static Batch of(Batch left, Batch right, Pairs pairs) {
        Column[] columns = new Column[left.columnCount() + right.columnCount()];
        gather(left, pairs.left, pairs.count, columns, 0);
        gather(right, pairs.right, pairs.count, columns, left.columnCount());
        return new Batch(columns, pairs.count);
    }

    private static void gather(Batch batch, int[] rows, int count, Column[] target, int from) {
        boolean isWhole = isEveryRow(rows, count, batch);
        for (int i = 0; i < batch.columnCount(); i++) {
            target[from + i] = isWhole ? batch.column(i) : batch.column(i).gather(rows, count);
        }
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
