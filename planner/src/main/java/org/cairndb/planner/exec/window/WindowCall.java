package org.cairndb.planner.exec.window;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;

/**
 * A function over windows.
 *
 * @param function what is computed
 * @param arguments its arguments
 * @param type its result
 */
public record WindowCall(Function function, List<Argument> arguments, ColumnType type) {
    /** Copies the arguments. */
    public WindowCall {
        arguments = List.copyOf(arguments);
    }

    /** What is computed. */
    public enum Function {
        ROW_NUMBER,
        RANK,
        DENSE_RANK,
        PERCENT_RANK,
        CUME_DIST,
        NTILE,
        LAG,
        LEAD,
        FIRST_VALUE,
        LAST_VALUE,
        NTH_VALUE,
        COUNT,
        SUM,
        /** A sum that is zero where there is nothing to add. */
        SUM_OR_ZERO,
        MIN,
        MAX
    }

    /** A column of the input or a constant. */
    public sealed interface Argument {
        /** The values for the rows of a batch without a selection. */
        Column in(Batch rows);
    }

    /**
     * A column of the input.
     *
     * @param ordinal which one
     */
    public record InputColumn(int ordinal) implements Argument {
        @Override
        public Column in(Batch rows) {
            return rows.column(ordinal);
        }
    }

    /**
     * The same value for all rows.
     *
     * @param value a column of one row
     */
    public record Constant(Column value) implements Argument {
        @Override
        public Column in(Batch rows) {
            return value.gather(new int[rows.size()], rows.size());
        }
    }
}
