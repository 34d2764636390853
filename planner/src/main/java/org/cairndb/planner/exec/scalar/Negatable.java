package org.cairndb.planner.exec.scalar;

import org.cairndb.planner.exec.Expression;

/** A condition that knows its opposite: true where it is false, false where it is true, null where it is null. */
interface Negatable extends Expression {
    Expression negated();
}
