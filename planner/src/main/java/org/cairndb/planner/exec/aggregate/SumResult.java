package org.cairndb.planner.exec.aggregate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.LongColumn;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of exact sums.
 *
 * @param function SUM, SUM_OR_ZERO or AVERAGE
 * @param argument type of what was added
 * @param type type of the result
 */
record SumResult(AggregateFunction function, ColumnType argument, ColumnType type) {
    Column of(long[] lows, long @Nullable [] highs, Counts counts) {
        boolean[] nulls = function == AggregateFunction.SUM_OR_ZERO ? null : counts.fewerThan(1);
        if (function == AggregateFunction.AVERAGE) {
            return type.kind() == Kind.DOUBLE
                    ? doubles(lows, highs, counts, nulls)
                    : decimals(lows, highs, counts, nulls);
        }
        if (highs == null) {
            return new LongColumn(lows, lows.length, nulls);
        }
        for (int i = 0; i < lows.length; i++) {
            if (type.kind() == Kind.LONG && highs[i] != lows[i] >> 63) {
                throw Decimals.outOfRange("the sum %s is no BIGINT".formatted(Decimals.integer(highs[i], lows[i])));
            }
            if (!Decimals.fits(highs[i], lows[i])) {
                throw Decimals.outOfRange("a sum has more than 38 digits");
            }
        }
        return Decimals.column(highs, lows, nulls);
    }

    private Column doubles(long[] lows, long @Nullable [] highs, Counts counts, boolean @Nullable [] nulls) {
        double scale = Math.pow(10, argument.scale());
        double[] means = new double[lows.length];
        for (int i = 0; i < means.length; i++) {
            double sum = highs == null ? lows[i] : Decimals.toDouble(highs[i], lows[i]);
            means[i] = sum / scale / counts.of(i);
        }
        return new DoubleColumn(means, means.length, nulls);
    }

    private Column decimals(long[] lows, long @Nullable [] highs, Counts counts, boolean @Nullable [] nulls) {
        BigInteger factor = BigInteger.TEN.pow(type.scale() - argument.scale());
        long narrow = factor.bitLength() < Long.SIZE ? factor.longValue() : 0;
        long[] meanLows = new long[lows.length];
        long[] meanHighs = new long[lows.length];
        for (int i = 0; i < lows.length; i++) {
            long scaled = lows[i] * narrow;
            boolean fits = narrow != 0 && highs == null && Math.multiplyHigh(lows[i], narrow) == scaled >> 63;
            if (counts.of(i) == 0) {
                continue;
            }
            if (fits) {
                meanLows[i] = divide(scaled, counts.of(i));
                meanHighs[i] = meanLows[i] >> 63;
            } else {
                BigInteger sum = highs == null ? BigInteger.valueOf(lows[i]) : Decimals.integer(highs[i], lows[i]);
                BigInteger mean = divide(sum.multiply(factor), counts.of(i));
                meanLows[i] = mean.longValue();
                meanHighs[i] = mean.shiftRight(Long.SIZE).longValue();
                if (mean.bitLength() >= 2 * Long.SIZE || !Decimals.fits(meanHighs[i], meanLows[i])) {
                    throw Decimals.outOfRange("a mean has more than 38 digits");
                }
            }
        }
        return Decimals.column(meanHighs, meanLows, nulls);
    }

    /** Rounded to the nearest, halves away from zero. */
    private static long divide(long dividend, long divisor) {
        long quotient = dividend / divisor;
        long rest = Math.abs(dividend % divisor);
        return rest < divisor - rest ? quotient : quotient + (dividend < 0 ? -1 : 1);
    }

    private static BigInteger divide(BigInteger dividend, long divisor) {
        return new BigDecimal(dividend)
                .divide(BigDecimal.valueOf(divisor), 0, RoundingMode.HALF_UP)
                .unscaledValue();
    }
}
