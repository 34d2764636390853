package org.cairndb.planner.rex;

import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.scalar.Arithmetic;
import org.cairndb.planner.exec.scalar.Casts;
import org.cairndb.planner.exec.scalar.Expressions;
import org.cairndb.planner.exec.scalar.NumberFunctions;
import org.cairndb.planner.exec.scalar.NumberRange;
import org.cairndb.planner.exec.scalar.TimeFunctions;

/** Turns casts into expressions that refuse what does not fit the new type. */
final class CastTranslator {
    private static final int MICRO_DIGITS = 6;
    private static final long MICROS_PER_MILLI = 1000;

    private CastTranslator() {}

    static Optional<Expression> translate(RexTranslator scalars, RexCall call) {
        RexNode operand = call.getOperands().get(0);
        RelDataType target = call.getType();
        ColumnType to = DatomTypes.columnType(target);
        ColumnType from = DatomTypes.columnType(operand.getType());
        if (operand.getType().getSqlTypeName() == SqlTypeName.NULL) {
            return Literals.nullColumn(to).map(Expressions::constant);
        }
        return scalars.translate(operand).flatMap(expression -> switch (to.kind()) {
            case LONG -> integer(expression, operand.getType(), target);
            case DECIMAL -> decimal(expression, from, to);
            case DOUBLE -> floating(expression, from, target);
            case TEXT -> text(expression, operand.getType(), target);
            case BYTES -> Conversions.convert(expression, from, to).map(e -> cutBytes(e, operand.getType(), target));
            case TIME, TIMESTAMP ->
                Conversions.convert(expression, from, to).map(e -> rounded(e, operand.getType(), target));
            case MONTHS, DURATION -> interval(expression, from, target);
            case BOOLEAN, DATE, UUID, OTHER -> Conversions.convert(expression, from, to);
        });
    }

    private static Optional<Expression> integer(Expression expression, RelDataType from, RelDataType to) {
        ColumnType own = DatomTypes.columnType(from);
        if (own.kind() == Kind.LONG && bits(from) <= bits(to)) {
            return Optional.of(expression);
        }
        if (own.kind() == Kind.MONTHS || own.kind() == Kind.DURATION) {
            return Optional.of(NumberFunctions.checked(unitsOf(expression, from), range(to)));
        }
        return Conversions.toExact(expression, own, range(to));
    }

    /** The numbers of an integer type. */
    static NumberRange range(RelDataType type) {
        return NumberRange.integer(type.getSqlTypeName().getName(), bits(type));
    }

    static int bits(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case TINYINT -> Byte.SIZE;
            case SMALLINT -> Short.SIZE;
            case INTEGER -> Integer.SIZE;
            default -> Long.SIZE;
        };
    }

    /** An interval in its leading unit. */
    private static Expression unitsOf(Expression expression, RelDataType type) {
        long unit = unit(type);
        return unit == 1
                ? expression
                : Expressions.arithmetic(Arithmetic.Operation.DIVIDE, expression, Expressions.constant(unit));
    }

    private static long unit(RelDataType type) {
        TimeFunctions.Unit unit = TimeTranslations.unit(type.getSqlTypeName().getStartUnit());
        return unit.months() > 0 ? unit.months() : unit.micros();
    }

    private static Optional<Expression> interval(Expression expression, ColumnType from, RelDataType target) {
        ColumnType to = DatomTypes.columnType(target);
        if (from.kind() == to.kind()) {
            return Optional.of(expression);
        }
        return from.kind() == Kind.LONG ? Optional.of(Expressions.scaleUp(expression, unit(target))) : Optional.empty();
    }

    private static Optional<Expression> decimal(Expression expression, ColumnType from, ColumnType to) {
        boolean isFree = from.kind() == Kind.DECIMAL
                && from.scale() <= to.scale()
                && from.precision() - from.scale() <= to.precision() - to.scale();
        return isFree
                ? Optional.of(Expressions.widen(expression, from.scale(), to))
                : Conversions.toExact(expression, from, NumberRange.decimal(to));
    }

    private static Optional<Expression> floating(Expression expression, ColumnType from, RelDataType target) {
        return Conversions.convert(expression, from, Operands.DOUBLE)
                .map(e -> target.getSqlTypeName() == SqlTypeName.REAL ? NumberFunctions.toFloat(e) : e);
    }

    private static Optional<Expression> text(Expression expression, RelDataType from, RelDataType to) {
        int length = to.getPrecision();
        return Conversions.convert(expression, DatomTypes.columnType(from), Operands.TEXT)
                .map(text -> mayExceed(from, length) ? Casts.cutText(text, length) : text);
    }

    private static boolean mayExceed(RelDataType from, int length) {
        boolean isRun = SqlTypeName.CHAR_TYPES.contains(from.getSqlTypeName())
                || SqlTypeName.BINARY_TYPES.contains(from.getSqlTypeName());
        boolean isKnown = isRun && from.getPrecision() != RelDataType.PRECISION_NOT_SPECIFIED;
        return length != RelDataType.PRECISION_NOT_SPECIFIED && (!isKnown || from.getPrecision() > length);
    }

    private static Expression cutBytes(Expression expression, RelDataType from, RelDataType to) {
        return mayExceed(from, to.getPrecision()) ? Casts.cutBytes(expression, to.getPrecision()) : expression;
    }

    private static Expression rounded(Expression expression, RelDataType from, RelDataType to) {
        Kind own = DatomTypes.columnType(from).kind();
        int digits = to.getPrecision();
        boolean isFiner = own == Kind.TEXT || from.getPrecision() > digits;
        if (own == Kind.DATE || digits < 0 || digits >= MICRO_DIGITS || !isFiner) {
            return expression;
        }
        return TimeFunctions.rounded(
                DatomTypes.columnType(to).kind(), expression, (long) Math.pow(10, MICRO_DIGITS - digits));
    }

    /** An interval as the number that Calcite's rules take it for: months or milliseconds; or such a number as an interval. */
    static Optional<Expression> reinterpret(RexTranslator scalars, RexCall call) {
        RexNode operand = call.getOperands().get(0);
        Kind from = DatomTypes.columnType(operand.getType()).kind();
        Kind to = DatomTypes.columnType(call.getType()).kind();
        Expression millis = Expressions.constant(MICROS_PER_MILLI);
        return scalars.translate(operand).flatMap(expression -> {
            if (from == to || from == Kind.MONTHS || to == Kind.MONTHS) {
                return Optional.of(expression);
            }
            if (from == Kind.DURATION && to == Kind.LONG) {
                return Optional.of(Expressions.arithmetic(Arithmetic.Operation.DIVIDE, expression, millis));
            }
            boolean isLength = from == Kind.LONG && to == Kind.DURATION;
            return isLength
                    ? Optional.of(Expressions.arithmetic(Arithmetic.Operation.TIMES, expression, millis))
                    : Optional.empty();
        });
    }
}
