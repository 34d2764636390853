package org.cairndb.storage.node;

import org.cairndb.storage.datom.DoubleVector;

/** Reads what {@link DoublePlan} wrote. */
final class DoubleDecoder {
    private DoubleDecoder() {}

    /** Reads a column; the caller has bounded the count, which is at least 1. */
    static DoubleVector read(ByteReader in, int count) {
        int mode = in.int8();
        return switch (mode) {
            case DoublePlan.BITS -> readBits(in, count);
            case DoublePlan.SCALED -> readScaled(in, count);
            default -> throw in.corrupt("double encoding %d is unknown".formatted(mode));
        };
    }

    private static DoubleVector readBits(ByteReader in, int count) {
        long[] bits = LongsDecoder.read(in, count);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = ofOrderBits(bits[i]);
        }
        return new DoubleVector(values, count);
    }

    private static DoubleVector readScaled(ByteReader in, int count) {
        int exponent = in.int8();
        if (exponent > DoublePlan.MAX_EXPONENT) {
            throw in.corrupt(
                    "the exponent %d of a column of doubles is above %d".formatted(exponent, DoublePlan.MAX_EXPONENT));
        }
        int exceptions = in.varint(Math.min(count, in.remaining() / Long.BYTES), "a number of exceptions");
        int[] positions = LongsDecoder.readInts(in, exceptions, count - 1L, "the position of an exception");
        double[] exact = new double[exceptions];
        for (int i = 0; i < exceptions; i++) {
            exact[i] = ofOrderBits(in.int64());
        }
        long[] integers = LongsDecoder.read(in, count);
        double power = DoublePlan.power(exponent);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = integers[i] / power;
        }
        for (int i = 0; i < exceptions; i++) {
            values[positions[i]] = exact[i];
        }
        return new DoubleVector(values, count);
    }

    private static double ofOrderBits(long bits) {
        return DoubleVector.canonical(Double.longBitsToDouble(bits >= 0 ? bits : bits ^ Long.MAX_VALUE));
    }
}
