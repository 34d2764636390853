package org.cairndb.planner.exec;

/** A scalar expression over the rows of a batch. Immutable and shared by all executions. */
public interface Expression {
    /** The value for every row of a batch without selection. */
    Column evaluate(Batch batch, ExecutionContext context);

    /** Whether a value of the batch can make it throw, so that it must only see rows that an earlier condition let through. */
    default boolean canFail() {
        return false;
    }
}
