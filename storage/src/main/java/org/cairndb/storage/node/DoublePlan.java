package org.cairndb.storage.node;

import java.util.Arrays;
import org.cairndb.storage.datom.DoubleVector;

/**
 * How a column of doubles is best written; see "Doubles" in docs/format.md. A double that is a decimal of few digits is an integer divided by a power of
 * ten, exactly; the rare value that is not is an exception.
 */
final class DoublePlan {
    static final int BITS = 0;
    static final int SCALED = 1;

    /** Greatest integer up to which all are doubles. */
    static final long MAX_SCALED = 1L << 53;

    /** Greatest exponent that is tried and allowed. */
    static final int MAX_EXPONENT = 15;

    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };
    private static final int SAMPLES = 32;
    /** One exception in so many values is worth it. */
    private static final int EXCEPTION_SHARE = 16;

    private final double[] values;
    private final int count;
    private final LongsPlan bits;
    private int exponent = -1;
    private long[] exceptions = new long[0];
    private LongsPlan[] scaled = new LongsPlan[0];

    private DoublePlan(double[] values, int count) {
        this.values = values;
        this.count = count;
        long[] ordered = new long[count];
        for (int i = 0; i < count; i++) {
            ordered[i] = DoubleVector.orderBits(values[i]);
        }
        this.bits = LongsPlan.of(ordered, 0, count);
    }

    /** The best way to write all values of a column, at least one. */
    static DoublePlan of(DoubleVector vector) {
        DoublePlan plan = new DoublePlan(vector.array(), vector.size());
        plan.tryScaled();
        return plan;
    }

    /** Ten to the power of an exponent from 0 to {@link #MAX_EXPONENT}. */
    static double power(int exponent) {
        return POWERS[exponent];
    }

    void write(ByteWriter out) {
        if (exponent < 0) {
            out.int8(BITS);
            bits.write(out);
            return;
        }
        out.int8(SCALED);
        out.int8(exponent);
        out.varint(exceptions.length);
        LongsPlan.write(exceptions, 0, exceptions.length, out);
        for (long position : exceptions) {
            out.int64(DoubleVector.orderBits(values[(int) position]));
        }
        scaled[0].write(out);
    }

    private void tryScaled() {
        for (int tried = 0; tried <= MAX_EXPONENT; tried++) {
            if (sampleFits(tried) && scale(tried)) {
                return;
            }
        }
    }

    private boolean sampleFits(int tried) {
        int step = Math.max(1, count / SAMPLES);
        int misses = 0;
        int seen = 0;
        for (int i = 0; i < count; i += step) {
            misses += isExact(values[i], POWERS[tried]) ? 0 : 1;
            seen++;
        }
        return misses * EXCEPTION_SHARE <= seen;
    }

    private boolean scale(int tried) {
        double power = POWERS[tried];
        int most = count / EXCEPTION_SHARE;
        long[] integers = new long[count];
        long[] positions = new long[most];
        int misses = 0;
        for (int i = 0; i < count; i++) {
            if (isExact(values[i], power)) {
                integers[i] = (long) Math.rint(values[i] * power);
            } else if (misses == most) {
                return false;
            } else {
                positions[misses++] = i;
                integers[i] = i == 0 ? 0 : integers[i - 1];
            }
        }
        long[] found = Arrays.copyOf(positions, misses);
        LongsPlan plan = LongsPlan.of(integers, 0, count);
        if (2 + 3 + 10L * misses + plan.size() < bits.size()) {
            exponent = tried;
            exceptions = found;
            scaled = new LongsPlan[] {plan};
        }
        return true;
    }

    private static boolean isExact(double value, double power) {
        double integer = Math.rint(value * power);
        return Math.abs(integer) <= MAX_SCALED && integer / power == value;
    }
}
