package org.cairndb.planner.rel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.ObjectColumn;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.planner.exec.WideColumn;
import org.cairndb.planner.rex.DatomTypes;
import org.jspecify.annotations.Nullable;

/** Values between columns and the objects of Calcite's row-at-a-time operators, which know times to the millisecond only. */
final class EnumerableValues {
    private static final long MICROS_PER_MILLI = 1000;

    private EnumerableValues() {}

    /** The object for a row of a column of a SQL type. */
    static @Nullable Object toObject(Column column, int row, RelDataType type) {
        if (column.isNull(row)) {
            return null;
        }
        ColumnType columnType = DatomTypes.columnType(type);
        return switch (columnType.kind()) {
            case BOOLEAN -> ((LongColumn) column).get(row) != 0;
            case LONG -> integer(((LongColumn) column).get(row), type);
            case DOUBLE -> floating(((DoubleColumn) column).get(row), type);
            case DECIMAL -> columnType.decimalOf(column, row);
            case DATE -> (int) ((LongColumn) column).get(row);
            case TIME -> (int) (((LongColumn) column).get(row) / MICROS_PER_MILLI);
            case TIMESTAMP -> Math.floorDiv(((LongColumn) column).get(row), MICROS_PER_MILLI);
            case TEXT -> ((TextColumn) column).string(row);
            case BYTES -> new ByteString(((TextColumn) column).copyOf(row));
            case UUID -> ((WideColumn) column).uuid(row);
            case MONTHS -> (int) ((LongColumn) column).get(row);
            case DURATION -> Math.floorDiv(((LongColumn) column).get(row), MICROS_PER_MILLI);
            case OTHER -> ((ObjectColumn) column).get(row);
        };
    }

    private static Object integer(long value, RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case TINYINT -> (byte) value;
            case SMALLINT -> (short) value;
            case INTEGER -> (int) value;
            default -> value;
        };
    }

    private static Object floating(double value, RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case REAL -> (float) value;
            default -> value;
        };
    }

    /** The run-time form of an object, as {@link org.cairndb.planner.exec.ColumnBuilder#appendValue} takes it. */
    static @Nullable Object toRunTime(@Nullable Object value, ColumnType type) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN -> (Boolean) value ? 1L : 0L;
            case LONG, DATE, MONTHS -> ((Number) value).longValue();
            case DOUBLE -> ((Number) value).doubleValue();
            case DECIMAL -> decimal(value, type);
            case TIME, TIMESTAMP, DURATION -> ((Number) value).longValue() * MICROS_PER_MILLI;
            case TEXT -> value.toString().getBytes(StandardCharsets.UTF_8);
            case BYTES -> ((ByteString) value).getBytes();
            case UUID -> (UUID) value;
            case OTHER -> value;
        };
    }

    private static Object decimal(Object value, ColumnType type) {
        BigDecimal decimal = value instanceof BigDecimal given ? given : new BigDecimal(value.toString());
        BigDecimal scaled = decimal.setScale(type.scale(), RoundingMode.HALF_UP);
        return type.isLong() ? (Object) scaled.unscaledValue().longValueExact() : scaled.unscaledValue();
    }
}
