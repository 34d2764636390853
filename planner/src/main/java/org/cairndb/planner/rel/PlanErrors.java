package org.cairndb.planner.rel;

import org.apache.calcite.rex.RexNode;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Errors that only translation can find. */
final class PlanErrors {
    private PlanErrors() {}

    static CairnException unsupportedPoint(RexNode expression) {
        return new CairnException(
                ErrorCode.UNSUPPORTED,
                "AS OF takes a literal, a parameter, or CURRENT_TIMESTAMP plus or minus an interval, not %s"
                        .formatted(expression));
    }
}
