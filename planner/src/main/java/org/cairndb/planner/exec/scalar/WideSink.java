package org.cairndb.planner.exec.scalar;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.WideColumn;
import org.cairndb.storage.datom.WideVector;
import org.jspecify.annotations.Nullable;

/** Collects decimals of up to 38 digits unscaled, and gives them out in 64 bits if they all fit. */
final class WideSink {
    private final ColumnType type;
    private final BigInteger limit;
    private final long safeHigh;
    private final long[] high;
    private final long[] low;
    private boolean isNarrow = true;

    WideSink(ColumnType type, int size) {
        this.type = type;
        this.limit = BigInteger.TEN.pow(type.precision());
        this.safeHigh = WideVector.highOf(limit);
        this.high = new long[size];
        this.low = new long[size];
    }

    void set(int row, BigDecimal value) {
        set(row, value.setScale(type.scale(), RoundingMode.HALF_UP).unscaledValue());
    }

    void set(int row, BigInteger value) {
        if (value.abs().compareTo(limit) >= 0) {
            throw ScalarErrors.decimalOverflow(type);
        }
        put(row, WideVector.highOf(value), value.longValue());
    }

    /** Sets a value in halves. */
    void set(int row, long highHalf, long lowHalf) {
        boolean isSafe = highHalf < safeHigh && highHalf > -safeHigh;
        if (!isSafe) {
            set(row, BigInteger.valueOf(highHalf).shiftLeft(64).add(unsigned(lowHalf)));
        } else {
            put(row, highHalf, lowHalf);
        }
    }

    private static BigInteger unsigned(long value) {
        return BigInteger.valueOf(value >>> 1).shiftLeft(1).or(BigInteger.valueOf(value & 1));
    }

    private void put(int row, long highHalf, long lowHalf) {
        high[row] = highHalf;
        low[row] = lowHalf;
        isNarrow &= highHalf == lowHalf >> 63;
    }

    Column column(boolean @Nullable [] nulls) {
        return isNarrow ? new LongColumn(low, low.length, nulls) : new WideColumn(high, low, low.length, nulls);
    }
}
