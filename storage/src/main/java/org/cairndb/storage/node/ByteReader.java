package org.cairndb.storage.node;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;

/**
 * Reads what {@link ByteWriter} wrote. Every read is checked against the end and throws the error of the {@link Origin}, so that a caller never sees
 * another exception on damaged bytes. Not thread-safe.
 */
public final class ByteReader {
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Widths above this may straddle nine bytes. */
    private static final int MAX_WIDTH_IN_ONE_LOAD = 57;

    private final byte[] bytes;
    private final int end;
    private final Origin origin;
    private int position;

    /** Reads all bytes. */
    public ByteReader(Bytes source, Origin origin) {
        this(source.unsafeArray(), 0, source.length(), origin);
    }

    /** Reads {@code bytes[from, to)}. */
    public ByteReader(byte[] bytes, int from, int to, Origin origin) {
        this.bytes = bytes;
        this.position = from;
        this.end = to;
        this.origin = origin;
    }

    /** A reader of the first bytes of another array that came from the same object. */
    ByteReader over(byte[] other, int length) {
        return new ByteReader(other, 0, length, origin);
    }

    /** Offset of the next byte in the array. */
    public int position() {
        return position;
    }

    /** Bytes not yet read. */
    public int remaining() {
        return end - position;
    }

    /** The error to throw, with a clause that says what is wrong. */
    public CairnException corrupt(String problem) {
        return origin.corrupt(problem);
    }

    /** One byte, 0 to 255. */
    public int int8() {
        need(1);
        return bytes[position++] & 0xFF;
    }

    /** Four bytes, least significant first. */
    public int int32() {
        need(Integer.BYTES);
        int value = (int) INT32.get(bytes, position);
        position += Integer.BYTES;
        return value;
    }

    /** Eight bytes, least significant first. */
    public long int64() {
        need(Long.BYTES);
        long value = (long) INT64.get(bytes, position);
        position += Long.BYTES;
        return value;
    }

    /** An unsigned 64-bit integer of one to ten bytes in its shortest form. */
    public long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = int8();
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                if ((next == 0 && shift > 0) || (shift == 63 && next > 1)) {
                    throw corrupt("a varint is not in its shortest form");
                }
                return value;
            }
        }
        throw corrupt("a varint has more than ten bytes");
    }

    /** A varint from 0 to {@code max}, which is named in the error. */
    public int varint(int max, String what) {
        return (int) varint((long) max, what);
    }

    /** A varint from 0 to {@code max}, which is named in the error. */
    public long varint(long max, String what) {
        long value = varint();
        if (value < 0 || value > max) {
            throw corrupt("%s is %s, and at most %d is possible".formatted(what, Long.toUnsignedString(value), max));
        }
        return value;
    }

    /** A signed 64-bit integer of one to ten bytes. */
    public long zigzag() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A copy of the next bytes. */
    public byte[] array(int count) {
        int from = skip(count);
        return Arrays.copyOfRange(bytes, from, position);
    }

    /** The next bytes. */
    public Bytes bytes(int count) {
        return Bytes.wrap(array(count));
    }

    /** A varint number of bytes, then the bytes. */
    public Bytes sized() {
        return bytes(varint(remaining(), "a byte count"));
    }

    /** A varint number of bytes, then UTF-8 text. */
    public String text() {
        int count = varint(remaining(), "a text length");
        int from = skip(count);
        return new String(bytes, from, count, StandardCharsets.UTF_8);
    }

    /** The 32 bytes of an id. */
    public NodeId nodeId() {
        return NodeId.readFrom(bytes, skip(NodeId.LENGTH));
    }

    /** Passes over bytes and returns the offset of the first in {@link #source}. */
    public int skip(int count) {
        if (count < 0) {
            throw corrupt("a length is negative");
        }
        need(count);
        int from = position;
        position += count;
        return from;
    }

    /** The array that is read, for {@link #skip}; read-only. */
    public byte[] source() {
        return bytes;
    }

    /** Says that everything must have been read. */
    public void expectEnd() {
        if (position != end) {
            throw corrupt("%d bytes follow its end".formatted(end - position));
        }
    }

    /** Reads into {@code target[from, to)} integers of {@code width} bits each, 0 to 64, as {@link ByteWriter#packed} wrote them. */
    public void packed(long[] target, int from, int to, long base, int width) {
        if (width == 0) {
            Arrays.fill(target, from, to, base);
            return;
        }
        long bits = (long) (to - from) * width;
        long length = (bits + 7) >>> 3;
        if (width < 0 || width > Long.SIZE || length > remaining()) {
            throw corrupt("%d integers of %d bits run past its end".formatted(to - from, width));
        }
        int start = skip((int) length);
        int fast = width > MAX_WIDTH_IN_ONE_LOAD ? from : fastEnd(start, from, to, width);
        long mask = width == Long.SIZE ? -1 : (1L << width) - 1;
        byte[] source = bytes;
        long bit = (long) start << 3;
        for (int i = from; i < fast; i++) {
            target[i] = (((long) INT64.get(source, (int) (bit >>> 3)) >>> (bit & 7)) & mask) + base;
            bit += width;
        }
        for (int i = fast; i < to; i++) {
            target[i] = (slowBits(bit, width) & mask) + base;
            bit += width;
        }
    }

    /** First value whose eight-byte load would pass the end of the array. */
    private int fastEnd(int start, int from, int to, int width) {
        long lastLoad = (long) bytes.length - Long.BYTES;
        if (start > lastLoad) {
            return from;
        }
        long loadable = (((lastLoad - start) << 3) + 7) / width + 1;
        return (int) Math.min(to, from + loadable);
    }

    private long slowBits(long firstBit, int width) {
        int at = (int) (firstBit >>> 3);
        int shift = (int) (firstBit & 7);
        long value = (bytes[at] & 0xFFL) >>> shift;
        for (int got = 8 - shift; got < width; got += 8) {
            at++;
            value |= (bytes[at] & 0xFFL) << got;
        }
        return value;
    }

    private void need(int count) {
        if (end - position < count) {
            throw corrupt("it ends %d bytes too early".formatted(count - (end - position)));
        }
    }
}
