package org.cairndb.planner.exec.spill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.cairndb.planner.exec.WorkCounter;

/** Buffered writing of numbers and bytes to the end of a file. */
final class SpillOutput {
    private static final int CAPACITY = 1 << 16;
    private static final int BITS = 8;

    private final FileChannel channel;
    private final WorkCounter counter;
    private final ByteBuffer buffer = ByteBuffer.allocate(CAPACITY).order(ByteOrder.nativeOrder());
    private long flushed;

    SpillOutput(FileChannel channel, WorkCounter counter) {
        this.channel = channel;
        this.counter = counter;
    }

    /** Bytes so far. */
    long position() {
        return flushed + buffer.position();
    }

    void putByte(int value) throws IOException {
        require(Byte.BYTES);
        buffer.put((byte) value);
    }

    void putInt(int value) throws IOException {
        require(Integer.BYTES);
        buffer.putInt(value);
    }

    void putLong(long value) throws IOException {
        require(Long.BYTES);
        buffer.putLong(value);
    }

    /** The low bytes of values, {@code width} of them each: 1, 2, 4 or 8. */
    void putAll(long[] values, int count, int width) throws IOException {
        for (int from = 0; from < count; ) {
            require(width);
            int until = Math.min(count, from + buffer.remaining() / width);
            switch (width) {
                case Byte.BYTES -> putBytes(values, from, until);
                case Short.BYTES -> putShorts(values, from, until);
                case Integer.BYTES -> putInts(values, from, until);
                default -> putLongs(values, from, until);
            }
            from = until;
        }
    }

    private void putBytes(long[] values, int from, int until) {
        for (int i = from; i < until; i++) {
            buffer.put((byte) values[i]);
        }
    }

    private void putShorts(long[] values, int from, int until) {
        for (int i = from; i < until; i++) {
            buffer.putShort((short) values[i]);
        }
    }

    private void putInts(long[] values, int from, int until) {
        for (int i = from; i < until; i++) {
            buffer.putInt((int) values[i]);
        }
    }

    private void putLongs(long[] values, int from, int until) {
        for (int i = from; i < until; i++) {
            buffer.putLong(values[i]);
        }
    }

    /** One bit a flag. */
    void putFlags(boolean[] flags, int count) throws IOException {
        for (int from = 0; from < count; from += BITS) {
            int bits = 0;
            for (int i = from; i < Math.min(count, from + BITS); i++) {
                bits |= flags[i] ? 1 << (i - from) : 0;
            }
            putByte(bits);
        }
    }

    void putBytes(byte[] source, int start, int length) throws IOException {
        if (length > buffer.remaining()) {
            flush();
        }
        if (length > buffer.remaining()) {
            write(ByteBuffer.wrap(source, start, length));
        } else {
            buffer.put(source, start, length);
        }
    }

    private void require(int bytes) throws IOException {
        if (buffer.remaining() < bytes) {
            flush();
        }
    }

    void flush() throws IOException {
        write(buffer.flip());
        buffer.clear();
    }

    private void write(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        for (long at = flushed; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
        flushed += length;
        counter.addBytes(length);
    }
}
