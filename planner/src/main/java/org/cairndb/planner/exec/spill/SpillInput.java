package org.cairndb.planner.exec.spill;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Buffered reading of what {@link SpillOutput} has written, up to an end; other readers of the same file do not matter. */
final class SpillInput {
    private static final int CAPACITY = 1 << 16;
    private static final int BITS = 8;
    private static final int BYTE_MASK = 0xFF;

    private final FileChannel channel;
    private final long end;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(CAPACITY).order(ByteOrder.nativeOrder()).limit(0);
    private long fetched;

    SpillInput(FileChannel channel, long end) {
        this.channel = channel;
        this.end = end;
    }

    boolean isAtEnd() {
        return !buffer.hasRemaining() && fetched == end;
    }

    int getByte() throws IOException {
        require(Byte.BYTES);
        return buffer.get() & BYTE_MASK;
    }

    int getInt() throws IOException {
        require(Integer.BYTES);
        return buffer.getInt();
    }

    long getLong() throws IOException {
        require(Long.BYTES);
        return buffer.getLong();
    }

    /** So many values of {@code width} bytes each, sign extended. */
    long[] getAll(int count, int width) throws IOException {
        long[] values = new long[count];
        for (int from = 0; from < count; ) {
            require(width);
            int until = Math.min(count, from + buffer.remaining() / width);
            switch (width) {
                case Byte.BYTES -> getBytes(values, from, until);
                case Short.BYTES -> getShorts(values, from, until);
                case Integer.BYTES -> getInts(values, from, until);
                default -> getLongs(values, from, until);
            }
            from = until;
        }
        return values;
    }

    private void getBytes(long[] values, int from, int until) {
        for (int i = from; i < until; i++) {
            values[i] = buffer.get();
        }
    }

    private void getShorts(long[] values, int from, int until) {
        for (int i = from; i < until; i++) {
            values[i] = buffer.getShort();
        }
    }

    private void getInts(long[] values, int from, int until) {
        for (int i = from; i < until; i++) {
            values[i] = buffer.getInt();
        }
    }

    private void getLongs(long[] values, int from, int until) {
        for (int i = from; i < until; i++) {
            values[i] = buffer.getLong();
        }
    }

    boolean[] getFlags(int count) throws IOException {
        boolean[] flags = new boolean[count];
        for (int from = 0; from < count; from += BITS) {
            int bits = getByte();
            for (int i = from; i < Math.min(count, from + BITS); i++) {
                flags[i] = (bits >> (i - from) & 1) != 0;
            }
        }
        return flags;
    }

    byte[] getBytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        int buffered = Math.min(length, buffer.remaining());
        buffer.get(bytes, 0, buffered);
        if (buffered < length) {
            read(ByteBuffer.wrap(bytes, buffered, length - buffered));
        }
        return bytes;
    }

    private void require(int bytes) throws IOException {
        if (buffer.remaining() >= bytes) {
            return;
        }
        buffer.compact();
        buffer.limit((int) Math.min(CAPACITY, buffer.position() + end - fetched));
        read(buffer);
        buffer.flip();
    }

    private void read(ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            int count = channel.read(target, fetched);
            if (count < 0) {
                throw new EOFException("The file ends at byte %d of %d".formatted(fetched, end));
            }
            fetched += count;
        }
    }
}
