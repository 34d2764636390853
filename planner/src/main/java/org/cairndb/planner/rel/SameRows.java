package org.cairndb.planner.rel;

import org.apache.calcite.rel.RelNode;

/** A way to run something, with the rows of that. */
public interface SameRows extends RelNode {
    /** What it is a way to run. */
    RelNode logical();
}
