package org.cairndb.storage.datom;

/** Doubles in an array of their own, with canonical NaN and no negative zero. */
public final class DoubleVector extends ValueVector {
    private final double[] values;

    /** The first {@code size} elements of an array that the caller no longer changes. */
    public DoubleVector(double[] values, int size) {
        super(size);
        this.values = values;
    }

    /** The form in which a double is stored: one NaN, no negative zero. */
    public static double canonical(double value) {
        return Double.isNaN(value) ? Double.NaN : value + 0.0;
    }

    /** A signed long with the order of the canonical double, NaN last. */
    public static long orderBits(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits >= 0 ? bits : bits ^ Long.MAX_VALUE;
    }

    /** Value in a slot. */
    public double get(int slot) {
        return values[slot];
    }

    /** The values, read-only, at least {@link #size} long. */
    public double[] array() {
        return values;
    }

    @Override
    public Physical physical() {
        return Physical.DOUBLE;
    }

    @Override
    public int compare(int slot, ValueVector other, int otherSlot) {
        return Double.compare(values[slot], ((DoubleVector) other).values[otherSlot]);
    }

    @Override
    public long orderPrefix(int slot) {
        return orderBits(values[slot]);
    }

    @Override
    public void writeKey(int slot, KeyBuffer key) {
        key.signed(orderBits(values[slot]));
    }

    @Override
    public long weightInBytes() {
        return 32 + 8L * values.length;
    }
}
