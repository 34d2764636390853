package org.cairndb.planner.rex;

import java.util.Optional;
import org.apache.calcite.rex.RexCall;
import org.cairndb.planner.exec.Expression;

/** How calls of one operator become expressions. */
@FunctionalInterface
interface Translation {
    /** The expression, if these operands are covered. */
    Optional<Expression> apply(RexTranslator scalars, RexCall call);
}
