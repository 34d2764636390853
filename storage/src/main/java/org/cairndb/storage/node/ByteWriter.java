package org.cairndb.storage.node;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cairndb.storage.datom.Bytes;

/**
 * Grows a run of bytes in the conventions of docs/format.md: integers of fixed size little-endian, varints as LEB128, signed varints zigzag. Not
 * thread-safe.
 */
public final class ByteWriter {
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int length;

    /** An empty run. */
    public ByteWriter() {
        this(256);
    }

    /** An empty run with memory for some bytes. */
    public ByteWriter(int capacity) {
        bytes = new byte[capacity];
    }

    /** Bytes written so far. */
    public int length() {
        return length;
    }

    /** The memory, valid up to {@link #length} until the next write. */
    public byte[] array() {
        return bytes;
    }

    /** Forgets what was written and keeps the memory. */
    public void clear() {
        length = 0;
    }

    /** A copy of what was written. */
    public Bytes toBytes() {
        return Bytes.of(bytes, 0, length);
    }

    /** One byte: the low eight bits. */
    public void int8(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    /** Four bytes, least significant first. */
    public void int32(int value) {
        reserve(Integer.BYTES);
        INT32.set(bytes, length, value);
        length += Integer.BYTES;
    }

    /** Eight bytes, least significant first. */
    public void int64(long value) {
        reserve(Long.BYTES);
        INT64.set(bytes, length, value);
        length += Long.BYTES;
    }

    /** An unsigned 64-bit integer in one to ten bytes. */
    public void varint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** A signed 64-bit integer in one to ten bytes, short for small magnitudes. */
    public void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    /** Bytes as they are. */
    public void bytes(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /** Bytes as they are. */
    public void bytes(Bytes source) {
        bytes(source.unsafeArray(), 0, source.length());
    }

    /** The number of bytes as a varint, then the bytes. */
    public void sized(Bytes source) {
        varint(source.length());
        bytes(source);
    }

    /** The number of bytes as a varint, then the UTF-8 bytes. */
    public void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        varint(utf8.length);
        bytes(utf8, 0, utf8.length);
    }

    /** The 32 bytes of an id. */
    public void nodeId(NodeId id) {
        reserve(NodeId.LENGTH);
        id.writeTo(bytes, length);
        length += NodeId.LENGTH;
    }

    /**
     * The low {@code width} bits of {@code values[i] - base} for i in [from, to), one after the other from the least significant bit of the first byte
     * on; the last byte is filled up with zeros.
     */
    public void packed(long[] values, int from, int to, long base, int width) {
        if (width == 0 || from == to) {
            return;
        }
        int count = packedLength(to - from, width);
        reserve(count + Long.BYTES);
        long word = 0;
        int used = 0;
        int at = length;
        for (int i = from; i < to; i++) {
            long value = values[i] - base;
            word |= value << used;
            used += width;
            if (used >= Long.SIZE) {
                INT64.set(bytes, at, word);
                at += Long.BYTES;
                used -= Long.SIZE;
                word = used == 0 ? 0 : value >>> (width - used);
            }
        }
        if (used > 0) {
            INT64.set(bytes, at, word);
        }
        length += count;
    }

    /** Bytes that {@link #packed} writes. */
    public static int packedLength(int count, int width) {
        return (int) (((long) count * width + 7) >>> 3);
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            int needed = Math.addExact(length, count);
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 16)));
        }
    }
}
