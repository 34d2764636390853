package org.cairndb.storage.datom;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable sequence of bytes, ordered lexicographically by unsigned value.
 *
 * <p>Safe for use by several threads.
 */
public final class Bytes implements Comparable<Bytes> {
    /** The empty sequence. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private static final int SHOWN_BYTES = 32;

    private final byte[] array;

    private Bytes(byte[] array) {
        this.array = array;
    }

    /** A copy of an array. */
    public static Bytes of(byte[] array) {
        return new Bytes(array.clone());
    }

    /** A copy of {@code array[from, to)}. */
    public static Bytes of(byte[] array, int from, int to) {
        return new Bytes(Arrays.copyOfRange(array, from, to));
    }

    /** Takes ownership of an array without copying: the caller must never write to it again. */
    public static Bytes wrap(byte[] array) {
        return new Bytes(array);
    }

    /** The number of bytes. */
    public int length() {
        return array.length;
    }

    /** The byte at an index. */
    public byte at(int index) {
        return array[index];
    }

    /** A copy of the part {@code [from, to)}. */
    public Bytes slice(int from, int to) {
        return new Bytes(Arrays.copyOfRange(array, from, to));
    }

    /** A copy as an array that the caller owns. */
    public byte[] toByteArray() {
        return array.clone();
    }

    /** The array itself, for reading only: whoever writes to it breaks every holder of this object. */
    public byte[] unsafeArray() {
        return array;
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(array, other.array);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(array, that.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    /** Hexadecimal digits, cut after 32 bytes. */
    @Override
    public String toString() {
        if (array.length <= SHOWN_BYTES) {
            return HexFormat.of().formatHex(array);
        }
        return HexFormat.of().formatHex(array, 0, SHOWN_BYTES) + "...(" + array.length + " bytes)";
    }
}
