package org.cairndb.storage.node;

import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.cairndb.storage.datom.Bytes;

/** Raw deflate streams (RFC 1951). */
final class Deflate {
    private static final int LEVEL = 3;
    /** Unread bytes behind a decompressed body, so that integers at its end can be loaded eight bytes at a time. */
    private static final int PADDING = Long.BYTES;

    private Deflate() {}

    /** Compresses the first bytes of an array; what would not shrink comes back cut off at the same length, to be thrown away. */
    static Bytes compress(byte[] source, int length) {
        Deflater deflater = new Deflater(LEVEL, true);
        try {
            deflater.setInput(source, 0, length);
            deflater.finish();
            byte[] target = new byte[length];
            int used = 0;
            while (used < length && !deflater.finished()) {
                used += deflater.deflate(target, used, length - used);
            }
            return Bytes.of(target, 0, used);
        } finally {
            deflater.end();
        }
    }

    /** Decompresses all that a reader has left, which must give exactly {@code raw} bytes. */
    static ByteReader decompress(ByteReader source, int raw) {
        byte[] target = new byte[raw + PADDING];
        int length = source.remaining();
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(source.source(), source.skip(length), length);
            int used = 0;
            while (used <= raw && !inflater.finished()) {
                int got = inflater.inflate(target, used, raw + 1 - used);
                if (got == 0 && !inflater.finished()) {
                    break;
                }
                used += got;
            }
            if (used != raw || !inflater.finished() || inflater.getRemaining() != 0) {
                throw source.corrupt("its compressed body does not have the %d bytes it declares".formatted(raw));
            }
        } catch (DataFormatException e) {
            throw source.corrupt("its compressed body is not a deflate stream (%s)".formatted(e.getMessage()));
        } finally {
            inflater.end();
        }
        return source.over(target, raw);
    }
}
