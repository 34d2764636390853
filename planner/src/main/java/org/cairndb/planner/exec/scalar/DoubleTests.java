package org.cairndb.planner.exec.scalar;

import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.scalar.Condition.RowTest;

/** Tests of doubles against a constant that is a number; NaN is above every number. */
final class DoubleTests {
    private DoubleTests() {}

    static RowTest of(Comparison.Operator operator, DoubleColumn column, double constant) {
        double[] values = column.array();
        int offset = column.offset();
        return switch (operator) {
            case EQUAL -> row -> values[offset + row] == constant;
            case NOT_EQUAL -> row -> values[offset + row] != constant;
            case LESS -> row -> values[offset + row] < constant;
            case AT_MOST -> row -> values[offset + row] <= constant;
            case GREATER -> row -> !(values[offset + row] <= constant);
            case AT_LEAST -> row -> !(values[offset + row] < constant);
        };
    }
}
