package org.cairndb.storage.datom;

/** Values of 64 bits, in an array of their own. */
public final class LongVector extends ValueVector {
    private final long[] values;

    /** The first {@code size} elements of an array that the caller no longer changes. */
    public LongVector(long[] values, int size) {
        super(size);
        this.values = values;
    }

    /** Value in a slot. */
    public long get(int slot) {
        return values[slot];
    }

    /** The values, read-only, at least {@link #size} long. */
    public long[] array() {
        return values;
    }

    @Override
    public Physical physical() {
        return Physical.LONG;
    }

    @Override
    public int compare(int slot, ValueVector other, int otherSlot) {
        return Long.compare(values[slot], ((LongVector) other).values[otherSlot]);
    }

    @Override
    public long orderPrefix(int slot) {
        return values[slot];
    }

    @Override
    public void writeKey(int slot, KeyBuffer key) {
        key.signed(values[slot]);
    }

    @Override
    public long weightInBytes() {
        return 32 + 8L * values.length;
    }
}
