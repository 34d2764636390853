package org.cairndb.planner.exec.aggregate;

/** Aggregate functions that run on columns. Unless said otherwise they leave out rows with a null argument, and are null where no row is left. */
public enum AggregateFunction {
    /** Rows, or rows without a null among the arguments; never null. */
    COUNT,
    /** Sum: exact for integers and decimals, in the order of the rows for doubles. */
    SUM,
    /** Sum that is zero where there is nothing to add. */
    SUM_OR_ZERO,
    /** Mean. */
    AVERAGE,
    /** Least value. */
    MIN,
    /** Greatest value. */
    MAX,
    /** The value of the only row, which may be null; fails where there are more rows. */
    SINGLE_VALUE,
    /** Standard deviation of a whole population. */
    STDDEV_POP,
    /** Standard deviation of a sample. */
    STDDEV_SAMP,
    /** Variance of a whole population. */
    VAR_POP,
    /** Variance of a sample. */
    VAR_SAMP,
    /** Covariance of a whole population. */
    COVAR_POP,
    /** Covariance of a sample. */
    COVAR_SAMP,
    /** Sum of squared deviations of the second argument. */
    REGR_SXX,
    /** Sum of squared deviations of the first argument. */
    REGR_SYY,
    /** All bits that every value has. */
    BIT_AND,
    /** All bits that some value has. */
    BIT_OR,
    /** All bits that an odd number of values have. */
    BIT_XOR,
    /** Texts one after the other, in the order asked for, with the second argument, if there is one, between them. */
    JOIN_TEXT,
    /** The value at a share of the ordered values, between two of them if need be; arguments: the values and the share. */
    PERCENTILE_CONT,
    /** The first of the ordered values at or after a share of them; arguments: the values and the share. */
    PERCENTILE_DISC,
    /** The most frequent value, the least one of several. */
    MODE,
    /** One bit for each argument, which are keys: whether the grouping set leaves it out; never null. */
    GROUPING;

    /** Whether all values are needed at the end, not just a summary of them. */
    boolean retainsRows() {
        return switch (this) {
            case JOIN_TEXT, PERCENTILE_CONT, PERCENTILE_DISC, MODE -> true;
            case COUNT,
                    SUM,
                    SUM_OR_ZERO,
                    AVERAGE,
                    MIN,
                    MAX,
                    SINGLE_VALUE,
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
                    GROUPING -> false;
        };
    }
}
