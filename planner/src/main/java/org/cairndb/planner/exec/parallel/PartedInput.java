package org.cairndb.planner.exec.parallel;

import org.cairndb.planner.exec.Operator;

/** A pipeline in parts, which together give the rows that it would give as a whole, in the same order. Safe for several threads. */
public interface PartedInput {
    /** Number of parts. */
    int parts();

    /** The pipeline over one part; the caller closes it. */
    Operator open(int part);
}
