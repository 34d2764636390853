package org.cairndb.planner.range;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.scalar.Comparison;

/** The integers (or unscaled decimals) that stand in an order to a number, which need not be an integer itself. */
final class IntegerBound {
    private final BigInteger lower;
    private final BigInteger upper;
    private final boolean hasLower;
    private final boolean hasUpper;

    private IntegerBound(boolean hasLower, BigInteger lower, boolean hasUpper, BigInteger upper) {
        this.hasLower = hasLower;
        this.lower = lower;
        this.hasUpper = hasUpper;
        this.upper = upper;
    }

    /** The integers i for which {@code i / 10^scale operator operand} holds; empty if none does. */
    static Optional<IntegerBound> of(Comparison.Operator operator, KeyDomain.Operand operand, int scale) {
        if (operand.type().kind() == ColumnType.Kind.DOUBLE) {
            double value = ((DoubleColumn) operand.value()).get(0);
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                return ofUnbounded(operator, !(value < 0));
            }
        }
        BigDecimal value = Numbers.decimal(operand.value(), operand.type());
        BigInteger floor = value.setScale(scale, RoundingMode.FLOOR).unscaledValue();
        boolean exact = new BigDecimal(floor, scale).compareTo(value) == 0;
        BigInteger next = floor.add(BigInteger.ONE);
        return switch (operator) {
            case EQUAL -> exact ? Optional.of(new IntegerBound(true, floor, true, floor)) : Optional.empty();
            case LESS ->
                Optional.of(new IntegerBound(false, floor, true, exact ? floor.subtract(BigInteger.ONE) : floor));
            case AT_MOST -> Optional.of(new IntegerBound(false, floor, true, floor));
            case GREATER -> Optional.of(new IntegerBound(true, next, false, next));
            case AT_LEAST -> Optional.of(new IntegerBound(true, exact ? floor : next, false, floor));
            case NOT_EQUAL -> throw new IllegalArgumentException("NOT_EQUAL is no range");
        };
    }

    private static Optional<IntegerBound> ofUnbounded(Comparison.Operator operator, boolean above) {
        boolean all = above
                ? operator == Comparison.Operator.LESS || operator == Comparison.Operator.AT_MOST
                : operator == Comparison.Operator.GREATER || operator == Comparison.Operator.AT_LEAST;
        return all ? Optional.of(new IntegerBound(false, BigInteger.ZERO, false, BigInteger.ZERO)) : Optional.empty();
    }

    /** The part inside [least, greatest]; empty if there is none. */
    Optional<Interval> limitedTo(long least, long greatest) {
        BigInteger from = BigInteger.valueOf(least);
        BigInteger to = BigInteger.valueOf(greatest);
        from = hasLower ? from.max(lower) : from;
        to = hasUpper ? to.min(upper) : to;
        return from.compareTo(to) > 0
                ? Optional.empty()
                : Optional.of(new Interval(from.longValueExact(), to.longValueExact()));
    }

    /** The part inside [-greatest, greatest]; empty if there is none. */
    Optional<BigInteger[]> limitedTo(BigInteger greatest) {
        BigInteger from = hasLower ? greatest.negate().max(lower) : greatest.negate();
        BigInteger to = hasUpper ? greatest.min(upper) : greatest;
        return from.compareTo(to) > 0 ? Optional.empty() : Optional.of(new BigInteger[] {from, to});
    }

    /**
     * An interval of longs.
     *
     * @param from first
     * @param to last
     */
    record Interval(long from, long to) {}
}
