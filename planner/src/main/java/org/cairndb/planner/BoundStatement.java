package org.cairndb.planner;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A planned statement with the values that its text itself gives to the parameters of the plan.
 *
 * @param query the plan
 * @param literals values of literals that are parameters of the plan; empty where the text is planned as it is
 */
public record BoundStatement(PreparedQuery query, List<Object> literals) {
    /** Copies the list. */
    public BoundStatement {
        literals = List.copyOf(literals);
    }

    /** The values of an execution: what is given, or the literals. */
    public List<? extends @Nullable Object> values(List<? extends @Nullable Object> given) {
        return literals.isEmpty() ? given : literals;
    }
}
