package org.cairndb.planner.exec.scalar;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.jspecify.annotations.Nullable;

/** A condition on operands that selects rows without making a column of truth values. */
abstract class Condition implements Expression {
    private static final int MIN_SHARE = 2;

    /** Which rows of a batch fulfil it; looks at no other rows, except at columns that exist anyway. */
    abstract int selectRows(Rows rows, int[] kept, ExecutionContext context);

    /** Some rows of a batch: the first {@code count} of {@code rows}, or all where that is null. */
    static final class Rows {
        final Batch batch;
        final int @Nullable [] rows;
        final int count;

        Rows(Batch batch, int @Nullable [] rows, int count) {
            this.batch = batch;
            this.rows = rows;
            this.count = count;
        }

        int at(int ordinal) {
            return rows == null ? ordinal : rows[ordinal];
        }
    }

    /** A test of a row of the batch that is being looked at. */
    @FunctionalInterface
    interface RowTest {
        boolean test(int row);
    }

    /** What its operands cost a row; 0 if they all are columns and constants. */
    abstract int operandCost();

    @Override
    public final int select(Batch batch, int @Nullable [] rows, int count, int[] kept, ExecutionContext context) {
        boolean whole = operandCost() == 0 || rows == null || (!canFail() && (long) count * MIN_SHARE >= batch.size());
        if (whole || rows == null) {
            return selectRows(new Rows(batch, rows, count), kept, context);
        }
        int[] places = new int[count];
        int found = selectRows(new Rows(batch.narrowed(rows, count), null, count), places, context);
        for (int i = 0; i < found; i++) {
            kept[i] = rows[places[i]];
        }
        return found;
    }

    /** Keeps the rows that pass a test and are not null. */
    static int keep(Rows rows, boolean @Nullable [] nulls, RowTest test, int[] kept) {
        int found = 0;
        for (int i = 0; i < rows.count; i++) {
            int row = rows.at(i);
            if ((nulls == null || !nulls[row]) && test.test(row)) {
                kept[found++] = row;
            }
        }
        return found;
    }

    @Override
    public int cost() {
        return 2 + operandCost();
    }
}
