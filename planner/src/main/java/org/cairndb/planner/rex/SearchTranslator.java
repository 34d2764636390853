package org.cairndb.planner.rex;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.Sarg;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.scalar.Expressions;
import org.cairndb.planner.exec.scalar.Truth;
import org.jspecify.annotations.Nullable;

/** Turns IN lists, BETWEEN and unions of ranges on one operand into one test instead of many comparisons. */
final class SearchTranslator {
    private static final int MANY_POINTS = 8;

    private final RexTranslator scalars;
    private final RelDataType valueType;
    private final ColumnType type;

    private SearchTranslator(RexTranslator scalars, RelDataType valueType) {
        this.scalars = scalars;
        this.valueType = valueType;
        this.type = DatomTypes.columnType(valueType);
    }

    static Optional<Expression> translate(RexTranslator scalars, RexCall call) {
        RexNode operand = call.getOperands().get(0);
        Sarg<?> sarg = ((RexLiteral) call.getOperands().get(1)).getValueAs(Sarg.class);
        if (sarg == null) {
            return Optional.empty();
        }
        SearchTranslator search = new SearchTranslator(scalars, operand.getType());
        boolean isTest = !sarg.rangeSet.isEmpty() && !sarg.isAll();
        Optional<Expression> test =
                isTest ? scalars.translate(operand).flatMap(o -> search.test(o, sarg)) : Optional.empty();
        return test.map(t -> switch (sarg.nullAs) {
                    case UNKNOWN -> t;
                    case TRUE -> Expressions.test(t, Truth.Test.IS_NOT_FALSE);
                    case FALSE -> Expressions.test(t, Truth.Test.IS_TRUE);
                })
                .or(() -> scalars.translate(RexUtil.expandSearch(scalars.rexBuilder(), null, call)));
    }

    private Optional<Expression> test(Expression operand, Sarg<?> sarg) {
        if (sarg.isPoints() && (sarg.pointCount > MANY_POINTS || !type.isLong())) {
            return points(sarg).map(values -> Expressions.in(operand, values));
        }
        if (sarg.isComplementedPoints() && (sarg.pointCount > MANY_POINTS || !type.isLong())) {
            return points(sarg.negate()).map(values -> Expressions.not(Expressions.in(operand, values)));
        }
        return type.isLong() && type.kind() != Kind.BOOLEAN ? intervals(operand, sarg) : Optional.empty();
    }

    private Optional<Column> points(Sarg<?> sarg) {
        ColumnBuilder builder = ColumnBuilder.of(type);
        for (Range<?> range : sarg.rangeSet.asRanges()) {
            Optional<Column> value = isNumber() ? number(range.lowerEndpoint()) : literal(range.lowerEndpoint());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            builder.append(value.get(), 0);
        }
        return Optional.of(builder.build());
    }

    private boolean isNumber() {
        return type.kind() == Kind.LONG || type.kind() == Kind.DECIMAL;
    }

    /** A number that has the operand's scale; others equal none of its values and are left to comparisons. */
    private Optional<Column> number(Object value) {
        BigDecimal unscaled = ((BigDecimal) value).movePointRight(type.scale());
        boolean isWhole = unscaled.stripTrailingZeros().scale() <= 0;
        boolean fits = unscaled.toBigInteger().bitLength() < Long.SIZE;
        if (!isWhole || !fits) {
            return Optional.empty();
        }
        return Optional.of(LongColumn.constant(unscaled.longValueExact(), 1));
    }

    private Optional<Column> literal(Object value) {
        RexNode literal = scalars.rexBuilder().makeLiteral(value, valueType, true, true);
        return literal instanceof RexLiteral plain && !plain.isNull() ? Literals.column(plain) : Optional.empty();
    }

    private Optional<Expression> intervals(Expression operand, Sarg<?> sarg) {
        List<Long> lows = new ArrayList<>();
        List<Long> highs = new ArrayList<>();
        for (Range<?> range : sarg.rangeSet.asRanges()) {
            BigDecimal low = range.hasLowerBound() ? bound(range.lowerEndpoint()) : min();
            BigDecimal high = range.hasUpperBound() ? bound(range.upperEndpoint()) : max();
            if (low == null || high == null) {
                return Optional.empty();
            }
            low = first(low, range.hasLowerBound() && range.lowerBoundType() == BoundType.OPEN);
            high = last(high, range.hasUpperBound() && range.upperBoundType() == BoundType.OPEN);
            if (low.compareTo(high) <= 0 && low.compareTo(max()) <= 0 && high.compareTo(min()) >= 0) {
                lows.add(low.max(min()).longValueExact());
                highs.add(high.min(max()).longValueExact());
            }
        }
        return lows.isEmpty() ? Optional.empty() : Optional.of(Expressions.within(operand, lows, highs));
    }

    private static BigDecimal min() {
        return BigDecimal.valueOf(Long.MIN_VALUE);
    }

    private static BigDecimal max() {
        return BigDecimal.valueOf(Long.MAX_VALUE);
    }

    private static BigDecimal first(BigDecimal bound, boolean isOpen) {
        BigDecimal whole = bound.setScale(0, RoundingMode.CEILING);
        return isOpen && whole.compareTo(bound) == 0 ? whole.add(BigDecimal.ONE) : whole;
    }

    private static BigDecimal last(BigDecimal bound, boolean isOpen) {
        BigDecimal whole = bound.setScale(0, RoundingMode.FLOOR);
        return isOpen && whole.compareTo(bound) == 0 ? whole.subtract(BigDecimal.ONE) : whole;
    }

    /** A bound in units of the run-time form, not necessarily whole; null if it has none. */
    private @Nullable BigDecimal bound(Object value) {
        if (isNumber()) {
            return ((BigDecimal) value).movePointRight(type.scale());
        }
        return literal(value)
                .map(column -> BigDecimal.valueOf(((LongColumn) column).get(0)))
                .orElse(null);
    }
}
