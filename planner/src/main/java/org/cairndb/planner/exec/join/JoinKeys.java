package org.cairndb.planner.exec.join;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;

/**
 * What must be equal in two rows that match.
 *
 * @param left expressions over the left input
 * @param right expressions over the right input, of the same run-time kinds
 * @param nullsMatch for each pair whether null is equal to null; else it is equal to nothing
 */
public record JoinKeys(List<Key> left, List<Key> right, List<Boolean> nullsMatch) {
    /** No keys: every pair of rows is a candidate. */
    public static final JoinKeys NONE = new JoinKeys(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public JoinKeys {
        left = List.copyOf(left);
        right = List.copyOf(right);
        nullsMatch = List.copyOf(nullsMatch);
    }

    /** For each pair whether null is equal to null. */
    boolean[] nullsMatchFlags() {
        boolean[] flags = new boolean[nullsMatch.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = nullsMatch.get(i);
        }
        return flags;
    }

    /**
     * One key of one side.
     *
     * @param column ordinal of the column that the key is, or -1
     * @param expression gives the key
     */
    public record Key(int column, Expression expression) {
        boolean isColumn() {
            return column >= 0;
        }
    }

    /** Rows of a batch with the keys that belong to them. */
    record Keyed(Batch rows, Column[] keys) {}

    /** A batch with its keys; without selection if they have to be computed. */
    static Keyed of(Batch batch, List<Key> keys, ExecutionContext context) {
        Batch rows = keys.stream().allMatch(Key::isColumn) ? batch : batch.compact();
        Column[] columns = new Column[keys.size()];
        for (int i = 0; i < columns.length; i++) {
            Key key = keys.get(i);
            columns[i] = key.isColumn() ? rows.column(key.column) : key.expression.evaluate(rows, context);
        }
        return new Keyed(rows, columns);
    }
}
