package org.cairndb.planner.exec.aggregate;

import java.util.List;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;

/** Chooses accumulators. */
final class Accumulators {
    private Accumulators() {}

    /** A function whose accumulator a function can share, on the same rows. */
    static AggregateFunction sharedBy(AggregateFunction function) {
        return switch (function) {
            case SUM, SUM_OR_ZERO, AVERAGE -> AggregateFunction.SUM;
            case MIN, SINGLE_VALUE -> AggregateFunction.MIN;
            case STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP, REGR_SYY -> AggregateFunction.VAR_POP;
            case COVAR_POP, COVAR_SAMP -> AggregateFunction.COVAR_POP;
            case COUNT, MAX, REGR_SXX, BIT_AND, BIT_OR, BIT_XOR -> function;
            case GROUPING, JOIN_TEXT, PERCENTILE_CONT, PERCENTILE_DISC, MODE -> function;
        };
    }

    /** An accumulator for a function as {@link #sharedBy} gives it, of arguments of some types. */
    static Accumulator of(AggregateFunction function, List<ColumnType> types) {
        ColumnType argument = types.get(0);
        return switch (function) {
            case SUM -> IntegerSum.isFor(argument) ? new IntegerSum(argument) : new DoubleSum();
            case MIN, MAX -> extreme(function, argument);
            case BIT_AND, BIT_OR, BIT_XOR -> new BitsAccumulator(function);
            case VAR_POP -> new Moments(0, 0, types);
            case COVAR_POP -> new Moments(0, 1, types);
            case REGR_SXX -> new Moments(1, 1, types);
            default -> throw new IllegalStateException("No accumulator for " + function);
        };
    }

    private static Accumulator extreme(AggregateFunction function, ColumnType type) {
        if (type.isLong() || type.kind() == Kind.DOUBLE) {
            return new LongExtreme(function, type);
        }
        return type.isText() ? new TextExtreme(function, type) : new WideExtreme(function, type);
    }
}
