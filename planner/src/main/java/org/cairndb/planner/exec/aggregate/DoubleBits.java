package org.cairndb.planner.exec.aggregate;

import org.cairndb.storage.datom.DoubleVector;

/** Doubles as longs in the same order, NaN last, and zeros equal. */
final class DoubleBits {
    private DoubleBits() {}

    static long of(double value) {
        return DoubleVector.orderBits(DoubleVector.canonical(value));
    }

    static double toDouble(long bits) {
        return Double.longBitsToDouble(bits >= 0 ? bits : bits ^ Long.MAX_VALUE);
    }

    static double[] doubles(long[] bits, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = toDouble(bits[i]);
        }
        return values;
    }
}
