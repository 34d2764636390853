package org.cairndb.planner.estimate;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is guessed of one column of a plan.
 *
 * @param distinct different values in it
 * @param domain different values that it would have without the conditions on other columns; what joins compare by
 * @param filled share of rows in which it is not null
 * @param source where its values come from, if they are those of a column of a table
 * @param span the part of the source's values that is left
 */
public record ColumnEstimate(
        double distinct,
        double domain,
        double filled,
        @Nullable Source source,
        Span span) {
    /**
     * A column of a table.
     *
     * @param table identity of the scan
     * @param rows rows of the whole table
     * @param isUnique whether no value is in two rows
     * @param scale where constants lie among the values, if known
     */
    public record Source(Object table, double rows, boolean isUnique, Optional<ValueScale> scale) {}

    /**
     * A part of the values between the least (0) and the greatest (1).
     *
     * @param low where it begins
     * @param high where it ends
     */
    public record Span(double low, double high) {
        /** All values. */
        public static final Span ALL = new Span(0, 1);

        double width() {
            return Math.max(0, high - low);
        }

        Span intersect(Span other) {
            return new Span(Math.max(low, other.low), Math.min(high, other.high));
        }
    }

    /** Keeps the numbers possible. */
    public ColumnEstimate {
        distinct = Math.max(1, distinct);
        domain = Math.max(distinct, domain);
    }

    /** A column of which nothing is known but how many values it may have. */
    static ColumnEstimate ofValues(double distinct) {
        return new ColumnEstimate(distinct, distinct, 1, null, Span.ALL);
    }

    /** After a condition on this column that keeps a share of its values. */
    ColumnEstimate narrowed(double share, Span left) {
        return new ColumnEstimate(distinct * share, domain * share, 1, source, left);
    }

    /** In {@code rows} of {@code before} rows that something else chooses. */
    ColumnEstimate thinned(double before, double rows) {
        return new ColumnEstimate(distinctIn(distinct, before, rows), domain, filled, source, span);
    }

    ColumnEstimate withDistinct(double values) {
        return new ColumnEstimate(values, domain, filled, source, span);
    }

    /** Different values that are left of {@code distinct} ones when {@code rows} of {@code before} rows are taken at random. */
    static double distinctIn(double distinct, double before, double rows) {
        if (rows >= before || before <= 0) {
            return distinct;
        }
        double perValue = Math.max(1, before / distinct);
        return Math.min(rows, distinct * (1 - Math.pow(1 - rows / before, perValue)));
    }
}
