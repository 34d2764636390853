package org.cairndb.planner.exec;

/** A translated plan node: makes an operator for each execution. Immutable and shared. */
@FunctionalInterface
public interface OperatorFactory {
    /** A new operator that reads the snapshots and parameters of an execution. */
    Operator create(ExecutionContext context);
}
