package org.cairndb.planner.rex;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.LongBinaryOperator;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.scalar.Arithmetic;
import org.cairndb.planner.exec.scalar.Expressions;
import org.cairndb.planner.exec.scalar.LongFunctions;
import org.cairndb.planner.time.TimestampText;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Turns arithmetic with intervals and casts among times and text into our expressions. */
final class TimeTranslator {
    private static final long MICROS_PER_MILLI = 1000;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final RexTranslator scalars;

    TimeTranslator(RexTranslator scalars) {
        this.scalars = scalars;
    }

    /** A timestamp or date plus or minus an interval. */
    Optional<Expression> shift(RexCall call, ColumnType result) {
        RexNode first = call.getOperands().get(0);
        RexNode second = call.getOperands().get(1);
        boolean swapped = isInterval(first);
        RexNode point = swapped ? second : first;
        RexNode interval = swapped ? first : second;
        boolean isMinus = call.getKind() == SqlKind.MINUS;
        if (!isInterval(interval) || isInterval(point) || (swapped && isMinus)) {
            return Optional.empty();
        }
        LongBinaryOperator shift =
                isMonths(interval) ? byMonths(isMinus, result.kind()) : byMillis(isMinus, result.kind());
        return scalars.as(point, result)
                .flatMap(p -> interval(interval).map(length -> LongFunctions.combine(p, length, shift)));
    }

    private static LongBinaryOperator byMonths(boolean isMinus, Kind kind) {
        long unitsPerDay = kind == Kind.DATE ? 1 : MICROS_PER_DAY;
        return (point, months) -> {
            try {
                long day = LocalDate.ofEpochDay(Math.floorDiv(point, unitsPerDay))
                        .plusMonths(isMinus ? -months : months)
                        .toEpochDay();
                return Math.multiplyExact(day, unitsPerDay) + Math.floorMod(point, unitsPerDay);
            } catch (DateTimeException | ArithmeticException e) {
                throw outOfRange(e);
            }
        };
    }

    private static LongBinaryOperator byMillis(boolean isMinus, Kind kind) {
        return (point, millis) -> {
            try {
                long micros = Math.multiplyExact(isMinus ? Math.negateExact(millis) : millis, MICROS_PER_MILLI);
                return Math.addExact(point, kind == Kind.DATE ? Math.floorDiv(micros, MICROS_PER_DAY) : micros);
            } catch (ArithmeticException e) {
                throw outOfRange(e);
            }
        };
    }

    private static CairnException outOfRange(Exception e) {
        return new CairnException(
                ErrorCode.VALUE_OUT_OF_RANGE, "A time plus or minus an interval is outside the range of times", e);
    }

    /** An interval as months or milliseconds. */
    private Optional<Expression> interval(RexNode node) {
        if (node instanceof RexLiteral literal) {
            return Optional.ofNullable(literal.getValueAs(BigDecimal.class))
                    .map(value -> Expressions.constant(Literals.ofLong(value.longValue())));
        }
        if (!(node instanceof RexCall call)) {
            return Optional.empty();
        }
        List<RexNode> operands = call.getOperands();
        return switch (call.getKind()) {
            case PLUS -> both(Arithmetic.Operation.PLUS, operands);
            case MINUS -> both(Arithmetic.Operation.MINUS, operands);
            case TIMES -> both(Arithmetic.Operation.TIMES, operands);
            case MINUS_PREFIX -> interval(operands.get(0)).map(value -> LongFunctions.map(value, Math::negateExact));
            default -> Optional.empty();
        };
    }

    private Optional<Expression> both(Arithmetic.Operation operation, List<RexNode> operands) {
        return part(operands.get(0))
                .flatMap(a -> part(operands.get(1)).map(b -> Expressions.arithmetic(operation, a, b)));
    }

    private Optional<Expression> part(RexNode node) {
        return isInterval(node) ? interval(node) : scalars.as(node, ColumnType.of(Kind.LONG));
    }

    /** The day on which the statement began, in UTC. */
    Optional<Expression> currentDate() {
        return Optional.of(
                LongFunctions.map(Expressions.currentTime(1), micros -> Math.floorDiv(micros, MICROS_PER_DAY)));
    }

    /** A cast of text to a time or date, or between these two. */
    Optional<Expression> cast(RexNode operand, ColumnType from, ColumnType to) {
        if (from.kind() == Kind.DATE && to.kind() == Kind.TIMESTAMP) {
            return scalars.translate(operand).map(e -> Expressions.scaleUp(e, MICROS_PER_DAY));
        }
        if (from.kind() == Kind.TIMESTAMP && to.kind() == Kind.DATE) {
            return scalars.translate(operand)
                    .map(e -> LongFunctions.map(e, micros -> Math.floorDiv(micros, MICROS_PER_DAY)));
        }
        if (from.kind() == Kind.TEXT && to.kind() == Kind.TIMESTAMP) {
            return scalars.translate(operand).map(e -> LongFunctions.parse(e, TimestampText::micros));
        }
        if (from.kind() == Kind.TEXT && to.kind() == Kind.DATE) {
            return scalars.translate(operand)
                    .map(e ->
                            LongFunctions.parse(e, text -> Math.floorDiv(TimestampText.micros(text), MICROS_PER_DAY)));
        }
        return Optional.empty();
    }

    private static boolean isInterval(RexNode node) {
        return SqlTypeName.INTERVAL_TYPES.contains(node.getType().getSqlTypeName());
    }

    private static boolean isMonths(RexNode node) {
        return SqlTypeName.YEAR_INTERVAL_TYPES.contains(node.getType().getSqlTypeName());
    }
}
