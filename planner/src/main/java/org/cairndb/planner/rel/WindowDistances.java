package org.cairndb.planner.rel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.cairndb.planner.exec.ColumnType;

/** Distances of RANGE frames in the form of the column that they are measured in. */
final class WindowDistances {
    private static final BigDecimal MILLIS_PER_DAY = BigDecimal.valueOf(86_400_000);
    private static final BigDecimal MICROS_PER_MILLI = BigDecimal.valueOf(1000);

    private WindowDistances() {}

    /** The distance as a difference of values of a key, as bits for doubles; nothing if it is none, such as months. */
    static Optional<Long> of(RexLiteral literal, ColumnType key, boolean isPreceding) {
        BigDecimal amount = literal.getValueAs(BigDecimal.class);
        if (amount == null || amount.signum() < 0) {
            return Optional.empty();
        }
        BigDecimal signed = isPreceding ? amount.negate() : amount;
        boolean isInterval = SqlTypeFamily.INTERVAL_DAY_TIME.contains(literal.getType());
        boolean isNumber = SqlTypeFamily.NUMERIC.contains(literal.getType());
        return switch (key.kind()) {
            case DATE ->
                isInterval ? unscaled(signed.divide(MILLIS_PER_DAY, 0, RoundingMode.DOWN), 0) : Optional.empty();
            case TIMESTAMP -> isInterval ? unscaled(signed.multiply(MICROS_PER_MILLI), 0) : Optional.empty();
            case LONG -> isNumber ? unscaled(signed, 0) : Optional.empty();
            case DECIMAL -> isNumber && !key.isWide() ? unscaled(signed, key.scale()) : Optional.empty();
            case DOUBLE -> isNumber ? Optional.of(Double.doubleToLongBits(signed.doubleValue())) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Digits that no value has may be dropped: none lies between. */
    private static Optional<Long> unscaled(BigDecimal value, int scale) {
        BigInteger unscaled = value.setScale(scale, RoundingMode.DOWN).unscaledValue();
        return unscaled.bitLength() < Long.SIZE ? Optional.of(unscaled.longValue()) : Optional.empty();
    }
}
