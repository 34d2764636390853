package org.cairndb.planner.exec.join;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;

/**
 * What else must hold of two rows whose keys are equal.
 *
 * @param leftColumns columns of the left input that the conditions see first
 * @param rightColumns columns of the right input that they see after those
 * @param conditions all of which must be true
 */
public record PairCondition(List<Integer> leftColumns, List<Integer> rightColumns, List<Expression> conditions) {
    /** Holds of every pair. */
    public static final PairCondition NONE = new PairCondition(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public PairCondition {
        leftColumns = List.copyOf(leftColumns);
        rightColumns = List.copyOf(rightColumns);
        conditions = List.copyOf(conditions);
    }

    boolean isNone() {
        return conditions.isEmpty();
    }

    /** Moves the pairs that fulfil the conditions to the front; gives their number. */
    int keep(Batch left, Batch right, JoinOutput.Pairs pairs, ExecutionContext context) {
        int count = pairs.count();
        Column[] columns = new Column[leftColumns.size() + rightColumns.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = i < leftColumns.size()
                    ? left.column(leftColumns.get(i)).gather(pairs.left(), count)
                    : right.column(rightColumns.get(i - leftColumns.size())).gather(pairs.right(), count);
        }
        Batch seen = new Batch(columns, count);
        int[] kept = null;
        int keptCount = count;
        for (Expression condition : conditions) {
            int[] next = kept == null ? new int[count] : kept;
            keptCount = condition.select(seen, kept, keptCount, next, context);
            kept = next;
        }
        for (int i = 0; kept != null && i < keptCount; i++) {
            pairs.left()[i] = pairs.left()[kept[i]];
            pairs.right()[i] = pairs.right()[kept[i]];
        }
        return keptCount;
    }
}
