package org.cairndb.planner.exec.aggregate;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.sort.SortKey;

/**
 * An aggregate function of columns.
 *
 * @param function what is computed
 * @param arguments ordinals of the columns of the input that it is computed of
 * @param filter ordinal of a boolean column that must be true in rows that count; {@link #NO_FILTER} if all do
 * @param isDistinct whether equal arguments count once
 * @param order in which the rows are taken, if that matters
 * @param type type of the result
 */
public record FunctionCall(
        AggregateFunction function,
        List<Integer> arguments,
        int filter,
        boolean isDistinct,
        List<SortKey> order,
        ColumnType type) {
    /** All rows count. */
    public static final int NO_FILTER = -1;

    /** Copies the lists. */
    public FunctionCall {
        arguments = List.copyOf(arguments);
        order = List.copyOf(order);
    }

    /** A function of all rows. */
    public static FunctionCall of(AggregateFunction function, List<Integer> arguments, ColumnType type) {
        return new FunctionCall(function, arguments, NO_FILTER, false, List.of(), type);
    }

    /** The columns that it reads besides the filter: arguments, then those that it is ordered by. */
    List<Integer> columns() {
        List<Integer> columns = new ArrayList<>(arguments);
        order.stream()
                .map(SortKey::column)
                .filter(column -> !arguments.contains(column))
                .forEach(columns::add);
        return columns;
    }

    /** How many of the columns must not be null in a row that counts. */
    int required() {
        return switch (function) {
            case JOIN_TEXT, PERCENTILE_CONT, PERCENTILE_DISC -> 1;
            case SINGLE_VALUE, GROUPING -> 0;
            case COUNT,
                    SUM,
                    SUM_OR_ZERO,
                    AVERAGE,
                    MIN,
                    MAX,
                    STDDEV_POP,
                    STDDEV_SAMP,
                    VAR_POP,
                    VAR_SAMP,
                    COVAR_POP,
                    COVAR_SAMP,
                    REGR_SXX,
                    REGR_SYY,
                    BIT_AND,
                    BIT_OR,
                    BIT_XOR,
                    MODE -> arguments.size();
        };
    }
}
