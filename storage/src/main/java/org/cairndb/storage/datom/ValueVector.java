package org.cairndb.storage.datom;

/**
 * The values of one attribute in a run of datoms, addressed by slot 0 to size - 1. Immutable; the arrays that subclasses hand out are read-only and may
 * be longer than the vector.
 */
public abstract sealed class ValueVector permits LongVector, DoubleVector, TextVector, WideVector {
    private final int size;

    ValueVector(int size) {
        this.size = size;
    }

    /** Number of values. */
    public final int size() {
        return size;
    }

    /** How the values lie in memory. */
    public abstract Physical physical();

    /** Order of the value in a slot against a value of a vector of the same kind: negative, zero or positive. */
    public abstract int compare(int slot, ValueVector other, int otherSlot);

    /** First 64 bits of the value's order as a signed long: where two differ, their order is that of the values. */
    public abstract long orderPrefix(int slot);

    /** Appends the value's order-preserving bytes. */
    public abstract void writeKey(int slot, KeyBuffer key);

    /** Heap bytes held. */
    public abstract long weightInBytes();
}
