package org.cairndb.planner.exec.aggregate;

import java.math.BigInteger;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.WideColumn;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Integers of 128 bits in two halves, as decimals have them unscaled. */
final class Decimals {
    private static final BigInteger LIMIT = BigInteger.TEN.pow(38);
    private static final long LIMIT_HIGH = LIMIT.shiftRight(64).longValue();
    private static final double TWO_TO_64 = 0x1p64;
    private static final double TWO_TO_63 = 0x1p63;

    private Decimals() {}

    /** A column of all values, in single longs where each one fits. */
    static Column column(long[] highs, long[] lows, boolean @Nullable [] nulls) {
        boolean isNarrow = true;
        for (int i = 0; i < highs.length && isNarrow; i++) {
            isNarrow = highs[i] == lows[i] >> 63 || (nulls != null && nulls[i]);
        }
        return isNarrow ? new LongColumn(lows, lows.length, nulls) : new WideColumn(highs, lows, lows.length, nulls);
    }

    static BigInteger integer(long high, long low) {
        BigInteger lower = BigInteger.valueOf(low >>> 1).shiftLeft(1).or(BigInteger.valueOf(low & 1));
        return BigInteger.valueOf(high).shiftLeft(64).or(lower);
    }

    static double toDouble(long high, long low) {
        if (high == low >> 63) {
            return low;
        }
        double unsigned = low >= 0 ? low : low + TWO_TO_63 + TWO_TO_63;
        return high * TWO_TO_64 + unsigned;
    }

    /** Whether a value has at most 38 digits. */
    static boolean fits(long high, long low) {
        boolean isFarBelow = high < LIMIT_HIGH && high > -LIMIT_HIGH;
        return isFarBelow || integer(high, low).abs().compareTo(LIMIT) < 0;
    }

    static CairnException outOfRange(String what) {
        return new CairnException(
                ErrorCode.VALUE_OUT_OF_RANGE,
                "A number is out of range: " + what + "; cast the argument to a larger type or to DOUBLE");
    }
}
