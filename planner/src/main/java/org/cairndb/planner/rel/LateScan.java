package org.cairndb.planner.rel;

import org.cairndb.planner.exec.scan.LateCondition;

/** A scan that can leave out rows by conditions that are known only when it begins. */
interface LateScan extends DatomRel {
    /** Whether it can do so by a condition on one of the columns that it gives out. */
    boolean takesLate(int column);

    /** Estimated rows that are read, before conditions that no key range covers. */
    double rowsRead();

    /** The same scan with one more such condition. */
    LateScan where(LateCondition.OnColumn condition);
}
