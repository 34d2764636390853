package org.cairndb.storage.node;

import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.ValueVector;

/**
 * Bounds of the values of one attribute as the first bytes of their order-preserving keys.
 *
 * @param attribute the attribute that all values belong to
 * @param min at most {@link #MAX_BYTES} bytes that begin the key of the least value
 * @param max at most {@link #MAX_BYTES} bytes that begin the key of the greatest value: every key is at or below {@code max} followed by FF bytes
 */
public record ValueZone(int attribute, Bytes min, Bytes max) {
    /** Longest bound that is kept. */
    public static final int MAX_BYTES = 16;

    /** The zone between two values, the first of which is not greater than the second. */
    public static ValueZone of(int attribute, ValueVector values, int minSlot, int maxSlot) {
        return new ValueZone(attribute, cut(values, minSlot), cut(values, maxSlot));
    }

    /** The least zone that holds both. */
    public ValueZone union(ValueZone other) {
        Bytes newMin = min.compareTo(other.min) <= 0 ? min : other.min;
        Bytes newMax = max.compareTo(other.max) >= 0 ? max : other.max;
        return new ValueZone(attribute, newMin, newMax);
    }

    private static Bytes cut(ValueVector values, int slot) {
        KeyBuffer key = new KeyBuffer();
        values.writeKey(slot, key);
        return Bytes.of(key.array(), 0, Math.min(key.length(), MAX_BYTES));
    }
}
