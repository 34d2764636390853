package org.cairndb.planner.rel;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexDynamicParam;

/** A parameter whose value comes from a row of the plan itself; prints as the field of a correlation variable that it stands for. */
final class BoundParameter extends RexDynamicParam {
    BoundParameter(RelDataType type, int index, String text) {
        super(type, index);
        this.digest = text;
    }
}
