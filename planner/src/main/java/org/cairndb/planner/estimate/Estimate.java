package org.cairndb.planner.estimate;

import java.util.ArrayList;
import java.util.List;

/**
 * What is guessed of the rows of a plan.
 *
 * @param rows how many there are
 * @param columns what is guessed of each column
 */
public record Estimate(double rows, List<ColumnEstimate> columns) {
    /** Copies the list. */
    public Estimate {
        columns = List.copyOf(columns);
    }

    /** The same rows with only some of their columns. */
    public Estimate select(List<Integer> chosen) {
        return new Estimate(rows, chosen.stream().map(columns::get).toList());
    }

    /** The same rows with columns in another order; columns that are not wanted fall away. */
    public Estimate reordered(List<Integer> names, List<Integer> wanted) {
        return names.equals(wanted)
                ? this
                : select(wanted.stream().map(names::indexOf).toList());
    }

    /** A share of these rows, chosen by something that has nothing to do with their values. */
    public Estimate withShare(double share) {
        return share >= 1 ? this : thinned(rows * share);
    }

    /** Rows of which nothing else is known. */
    static Estimate ofRows(double rows, int columns) {
        List<ColumnEstimate> unknown = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            unknown.add(ColumnEstimate.ofValues(Math.max(1, rows)));
        }
        return new Estimate(rows, unknown);
    }

    /** As many of these rows, chosen by something that has nothing to do with their values. */
    Estimate thinned(double newRows) {
        return new Estimate(
                newRows, columns.stream().map(c -> c.thinned(rows, newRows)).toList());
    }

    /** Different combinations of values of some columns, never more than there are rows. */
    double distinct(Iterable<Integer> of) {
        List<ColumnEstimate> chosen = new ArrayList<>();
        of.forEach(column -> chosen.add(columns.get(column)));
        return Math.max(1, Math.min(rows, Combinations.of(chosen, ColumnEstimate::distinct)));
    }
}
