package org.cairndb.storage.datom;

import java.util.Arrays;

/**
 * Builds index keys whose unsigned byte order is the order of the index. Integers are eight bytes, most significant first, with the sign bit flipped
 * where they are signed; text is followed by 00 00, and a 00 inside it is written 00 FF. See "Keys" in docs/format.md.
 */
public final class KeyBuffer {
    private static final byte[] NOTHING = new byte[0];
    private static final int LEAST_BYTES = 64;

    private byte[] bytes = NOTHING;
    private int length;

    /** Forgets what was written and keeps the memory. */
    public KeyBuffer clear() {
        length = 0;
        return this;
    }

    /** Bytes written so far. */
    public int length() {
        return length;
    }

    /** The buffer, valid up to {@link #length} until the next write. */
    public byte[] array() {
        return bytes;
    }

    /** A copy of what was written. */
    public Bytes toBytes() {
        return Bytes.wrap(Arrays.copyOf(bytes, length));
    }

    /** Four bytes. */
    public KeyBuffer attribute(int attribute) {
        reserve(4);
        bytes[length] = (byte) (attribute >>> 24);
        bytes[length + 1] = (byte) (attribute >>> 16);
        bytes[length + 2] = (byte) (attribute >>> 8);
        bytes[length + 3] = (byte) attribute;
        length += 4;
        return this;
    }

    /** Eight bytes in unsigned order: entity ids and transactions. */
    public KeyBuffer unsigned(long value) {
        reserve(8);
        for (int i = 0; i < 8; i++) {
            bytes[length + i] = (byte) (value >>> (56 - 8 * i));
        }
        length += 8;
        return this;
    }

    /** Eight bytes in signed order. */
    public KeyBuffer signed(long value) {
        return unsigned(value ^ Long.MIN_VALUE);
    }

    /** One byte. */
    public KeyBuffer single(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /** Text with its end mark. */
    public KeyBuffer text(byte[] source, int from, int count) {
        textPrefix(source, from, count);
        reserve(2);
        bytes[length] = 0;
        bytes[length + 1] = 0;
        length += 2;
        return this;
    }

    /** Text without its end mark: the common beginning of the keys of all texts that begin so. */
    public KeyBuffer textPrefix(byte[] source, int from, int count) {
        reserve(2 * count);
        for (int i = from; i < from + count; i++) {
            bytes[length++] = source[i];
            if (source[i] == 0) {
                bytes[length++] = (byte) 0xFF;
            }
        }
        return this;
    }

    /** Order against another key of {@code otherLength} bytes: negative, zero or positive. */
    public int compareTo(byte[] other, int otherFrom, int otherTo) {
        return Arrays.compareUnsigned(bytes, 0, length, other, otherFrom, otherTo);
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.max(LEAST_BYTES, bytes.length * 2), length + count));
        }
    }
}
