package org.cairndb.planner.exec.scalar;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.Nulls;
import org.cairndb.planner.exec.TextColumn;
import org.jspecify.annotations.Nullable;

/** The evaluated operands of an expression. Constants are columns of one row, so a row's place in a column is found by a mask. */
final class Arguments {
    private static final int ROWS_BETWEEN_CHECKS = 64;

    private final Column[] columns;
    private final int[] masks;
    private final @Nullable ExecutionContext context;

    private Arguments(Column[] columns, int[] masks, @Nullable ExecutionContext context) {
        this.columns = columns;
        this.masks = masks;
        this.context = context;
    }

    static Arguments of(List<Expression> operands, Batch batch, ExecutionContext context) {
        Column[] columns = new Column[operands.size()];
        int[] masks = new int[columns.length];
        for (int i = 0; i < columns.length; i++) {
            Column constant = operands.get(i).constant(context);
            columns[i] = constant == null ? operands.get(i).evaluate(batch, context) : constant;
            masks[i] = constant == null ? -1 : 0;
        }
        return new Arguments(columns, masks, context);
    }

    /** One operand that is not constant. */
    static Arguments ofColumn(Column column) {
        int[] masks = new int[1];
        masks[0] = -1;
        return new Arguments(new Column[] {column}, masks, null);
    }

    /** The same operands with another column in the place of one. */
    Arguments with(int argument, Column column) {
        Column[] replaced = columns.clone();
        replaced[argument] = column;
        return new Arguments(replaced, masks, context);
    }

    /** Stops the execution at some rows, if it was asked to: called by loops in which a row may take long. */
    void checkCancelled(int row) {
        if (row % ROWS_BETWEEN_CHECKS == 0 && context != null) {
            context.checkCancelled();
        }
    }

    int count() {
        return columns.length;
    }

    Column column(int argument) {
        return columns[argument];
    }

    boolean isConstant(int argument) {
        return masks[argument] == 0;
    }

    /** The row of an operand's column that belongs to a row of the batch. */
    int place(int argument, int row) {
        return row & masks[argument];
    }

    boolean isNull(int argument, int row) {
        return columns[argument].isNull(row & masks[argument]);
    }

    long longAt(int argument, int row) {
        return ((LongColumn) columns[argument]).get(row & masks[argument]);
    }

    double doubleAt(int argument, int row) {
        return ((DoubleColumn) columns[argument]).get(row & masks[argument]);
    }

    TextColumn text(int argument) {
        return (TextColumn) columns[argument];
    }

    String stringAt(int argument, int row) {
        return ((TextColumn) columns[argument]).string(row & masks[argument]);
    }

    /** True for each row in which an operand is null; null if none is. */
    boolean @Nullable [] nulls(int size) {
        boolean[] result = null;
        boolean isOwn = false;
        for (int i = 0; i < columns.length; i++) {
            boolean[] own = columns[i].nulls();
            if (own == null) {
                continue;
            }
            if (masks[i] == 0) {
                if (own[0]) {
                    return Nulls.all(size);
                }
                continue;
            }
            if (result == null) {
                result = own;
            } else {
                result = isOwn ? result : result.clone();
                isOwn = true;
                for (int row = 0; row < size; row++) {
                    result[row] |= own[row];
                }
            }
        }
        return result;
    }

    /** The operand that is text of a dictionary smaller than the batch while all others are constant, or -1. */
    int soleCoded(int size) {
        int found = -1;
        for (int i = 0; i < columns.length; i++) {
            if (masks[i] != 0) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        boolean pays = found >= 0
                && columns[found] instanceof TextColumn text
                && text.isCoded()
                && text.dictionarySize() < size;
        return pays ? found : -1;
    }
}
