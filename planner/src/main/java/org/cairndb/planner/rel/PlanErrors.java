package org.cairndb.planner.rel;

import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Errors that only translation can find. */
final class PlanErrors {
    private PlanErrors() {}

    static CairnException pointOfColumns() {
        return new CairnException(
                ErrorCode.UNSUPPORTED, "AS OF reads a table at one point in time, which cannot depend on a column");
    }

    static CairnException noVersions(DatomTable table) {
        return new CairnException(
                ErrorCode.UNSUPPORTED,
                "Entity, link and datom tables have versions of rows; \"%s\" has none".formatted(table.name()));
    }

    static CairnException noOtherState(DatomTable table) {
        return new CairnException(
                ErrorCode.UNSUPPORTED,
                "\"information_schema.%s\" tells of the states that the session reads; choose others with SET cairn.as_of"
                        .formatted(table.name()));
    }

    static CairnException rangeOfColumns() {
        return new CairnException(
                ErrorCode.UNSUPPORTED,
                "A range of time of a table cannot depend on a column; compare _from and _to instead");
    }

    static CairnException unsupportedPoint(RexNode expression) {
        if (RexLiteral.isNullLiteral(expression)) {
            return new CairnException(
                    ErrorCode.VALUE_INVALID, "The point of AS OF is null; give a time or a transaction");
        }
        return new CairnException(
                ErrorCode.UNSUPPORTED,
                "AS OF cannot compute this expression; it takes literals, parameters, CURRENT_TIMESTAMP, casts, and"
                        + " plus or minus intervals");
    }
}
