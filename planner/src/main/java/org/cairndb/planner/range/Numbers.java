package org.cairndb.planner.range;

import java.math.BigDecimal;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.LongColumn;

/** Numbers of one-row columns. */
final class Numbers {
    private Numbers() {}

    static BigDecimal decimal(Column value, ColumnType type) {
        if (value instanceof DoubleColumn doubles) {
            return new BigDecimal(doubles.get(0));
        }
        return type.kind() == ColumnType.Kind.DECIMAL
                ? type.decimalOf(value, 0)
                : BigDecimal.valueOf(((LongColumn) value).get(0));
    }

    static double approximate(Column value, ColumnType type) {
        return value instanceof DoubleColumn doubles
                ? doubles.get(0)
                : decimal(value, type).doubleValue();
    }
}
