package org.cairndb.planner.rex;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.planner.exec.scalar.Expressions;

/** Literals as columns of one row. */
public final class Literals {
    private static final int MICRO_DIGITS = 6;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private Literals() {}

    static LongColumn ofLong(long value) {
        return LongColumn.constant(value, 1);
    }

    static Expression text(String value) {
        return Expressions.constant(TextColumn.constant(value.getBytes(StandardCharsets.UTF_8), 1));
    }

    /** Null in a column of a type, unless it is a type without vectors. */
    static Optional<Column> nullColumn(ColumnType type) {
        if (type.kind() == Kind.OTHER) {
            return Optional.empty();
        }
        ColumnBuilder builder = ColumnBuilder.of(type);
        builder.appendNull();
        return Optional.of(builder.build());
    }

    /** The literal, unless its type has no vectors. */
    public static Optional<Column> column(RexLiteral literal) {
        ColumnType type = DatomTypes.columnType(literal.getType());
        if (literal.isNull() || type.kind() == Kind.OTHER) {
            return nullColumn(type);
        }
        ColumnBuilder builder = ColumnBuilder.of(type);
        builder.appendValue(value(literal, type));
        return Optional.of(builder.build());
    }

    /** Appends the literal to a column of a type, which may be wider than its own. */
    public static void append(RexLiteral literal, ColumnType type, ColumnBuilder builder) {
        builder.appendValue(literal.isNull() ? null : value(literal, type));
    }

    private static Object value(RexLiteral literal, ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> RexLiteral.booleanValue(literal) ? 1L : 0L;
            case LONG -> as(literal, BigDecimal.class).longValueExact();
            case DOUBLE -> as(literal, BigDecimal.class).doubleValue();
            case DECIMAL -> decimal(as(literal, BigDecimal.class), type);
            case TEXT -> as(literal, NlsString.class).getValue().getBytes(StandardCharsets.UTF_8);
            case BYTES -> as(literal, ByteString.class).getBytes();
            case DATE ->
                LocalDate.parse(as(literal, DateString.class).toString()).toEpochDay();
            case TIME -> time(as(literal, TimeString.class));
            case TIMESTAMP -> timestamp(as(literal, TimestampString.class));
            case UUID -> as(literal, UUID.class);
            case MONTHS -> as(literal, BigDecimal.class).longValueExact();
            case DURATION -> as(literal, BigDecimal.class).movePointRight(3).longValue();
            case OTHER -> throw new IllegalStateException("No vector for " + literal);
        };
    }

    private static Object decimal(BigDecimal value, ColumnType type) {
        BigInteger unscaled = value.setScale(type.scale(), RoundingMode.HALF_UP).unscaledValue();
        return type.isLong() ? (Object) unscaled.longValueExact() : unscaled;
    }

    private static long time(TimeString time) {
        return time.getMillisOfDay() / 1000 * MICROS_PER_SECOND + fraction(time.toString());
    }

    private static long timestamp(TimestampString timestamp) {
        return Math.floorDiv(timestamp.getMillisSinceEpoch(), 1000L) * MICROS_PER_SECOND
                + fraction(timestamp.toString());
    }

    private static long fraction(String text) {
        int point = text.indexOf('.');
        if (point < 0) {
            return 0;
        }
        String digits = (text.substring(point + 1) + "000000").substring(0, MICRO_DIGITS);
        return Long.parseLong(digits);
    }

    private static <T> T as(RexLiteral literal, Class<T> type) {
        T value = literal.getValueAs(type);
        if (value == null) {
            throw new IllegalStateException("Literal without value: " + literal);
        }
        return value;
    }
}
