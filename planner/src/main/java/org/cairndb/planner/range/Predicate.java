package org.cairndb.planner.range;

import java.util.List;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.scalar.Comparison;

/** A predicate on one column that key ranges can answer exactly. */
public sealed interface Predicate permits Predicate.Compare, Predicate.Either, Predicate.Prefix, Predicate.Present {
    /**
     * The column stands in an order to a value.
     *
     * @param operator any but NOT_EQUAL
     * @param value an expression without columns
     * @param type type of the expression
     */
    record Compare(Comparison.Operator operator, Expression value, ColumnType type) implements Predicate {}

    /**
     * One of several conjunctions holds.
     *
     * @param alternatives each a list of predicates that must all hold
     */
    record Either(List<List<Predicate>> alternatives) implements Predicate {
        /** Copies the list. */
        public Either {
            alternatives = List.copyOf(alternatives);
        }
    }

    /**
     * The text of the column matches a LIKE pattern. The range holds all texts with the fixed beginning of the pattern, so the pattern has to be checked
     * again.
     *
     * @param pattern an expression without columns
     */
    record Prefix(Expression pattern) implements Predicate {}

    /** The column has a value. */
    record Present() implements Predicate {}
}
