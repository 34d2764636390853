package org.cairndb.storage.node;

import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/**
 * The header that every stored object begins with, and the compression of what follows. See "Header" in docs/format.md.
 *
 * @param kind what the object is, a {@code KIND_} number of {@link NodeFormat}
 * @param index number of the index, 0 for an object of none
 * @param level level of a node, otherwise 0
 */
public record Envelope(int kind, int index, int level) {
    /** What an object holds: its header and a reader of the body, decompressed. */
    public record Opened(Envelope envelope, ByteReader body) {}

    /**
     * The stored bytes of an object with a body.
     *
     * @throws CairnException INTERNAL if the body is larger than the format allows
     */
    public Bytes seal(ByteWriter body) {
        int raw = body.length();
        if (raw > NodeFormat.MAX_RAW_BYTES) {
            throw tooLarge(raw);
        }
        Bytes packed = Deflate.compress(body.array(), raw);
        int saved = raw - packed.length();
        boolean compress = saved >= Math.max(1, raw >> 4) && (long) packed.length() * NodeFormat.MAX_EXPANSION >= raw;
        ByteWriter stored = new ByteWriter(NodeFormat.HEADER_BYTES + (compress ? packed.length() : raw));
        writeHeader(stored, compress, raw);
        if (compress) {
            stored.bytes(packed);
        } else {
            stored.bytes(body.array(), 0, raw);
        }
        if (stored.length() > NodeFormat.MAX_STORED_BYTES) {
            throw tooLarge(stored.length());
        }
        return Bytes.wrap(stored.array());
    }

    private void writeHeader(ByteWriter stored, boolean compress, int raw) {
        stored.int32(NodeFormat.MAGIC);
        stored.int8(NodeFormat.VERSION);
        stored.int8(kind);
        stored.int8(index);
        stored.int8(level);
        stored.int8(compress ? NodeFormat.CODEC_DEFLATE : NodeFormat.CODEC_NONE);
        stored.int8(0);
        stored.int8(0);
        stored.int8(0);
        stored.int32(raw);
    }

    /** Checks the header of a stored object and decompresses its body; anything wrong is the error of the origin. */
    public static Opened open(Bytes stored, Origin origin) {
        if (stored.length() > NodeFormat.MAX_STORED_BYTES) {
            throw origin.corrupt("it has %d bytes, and at most %d are allowed"
                    .formatted(stored.length(), NodeFormat.MAX_STORED_BYTES));
        }
        ByteReader reader = new ByteReader(stored, origin);
        if (stored.length() < NodeFormat.HEADER_BYTES || reader.int32() != NodeFormat.MAGIC) {
            throw origin.corrupt("it does not begin with the mark of this format");
        }
        int version = reader.int8();
        if (version != NodeFormat.VERSION) {
            throw origin.corrupt("it has format version %d, and this program reads version %d"
                    .formatted(version, NodeFormat.VERSION));
        }
        Envelope envelope = new Envelope(reader.int8(), reader.int8(), reader.int8());
        int codec = reader.int8();
        int reserved = reader.int8();
        reserved |= reader.int8();
        reserved |= reader.int8();
        if (reserved != 0) {
            throw origin.corrupt("reserved bytes of its header are not zero");
        }
        return new Opened(envelope, openBody(reader, codec, reader.int32()));
    }

    private static ByteReader openBody(ByteReader reader, int codec, int raw) {
        if (raw < 0 || raw > NodeFormat.MAX_RAW_BYTES) {
            throw reader.corrupt("it declares %s bytes, and at most %d are allowed"
                    .formatted(Integer.toUnsignedString(raw), NodeFormat.MAX_RAW_BYTES));
        }
        if (codec == NodeFormat.CODEC_NONE) {
            if (raw != reader.remaining()) {
                throw reader.corrupt("it declares %d bytes and holds %d".formatted(raw, reader.remaining()));
            }
            return reader;
        }
        if (codec != NodeFormat.CODEC_DEFLATE) {
            throw reader.corrupt("its compression codec %d is unknown".formatted(codec));
        }
        if (raw > (long) reader.remaining() * NodeFormat.MAX_EXPANSION) {
            throw reader.corrupt("it declares %d bytes, more than %d can expand to".formatted(raw, reader.remaining()));
        }
        return Deflate.decompress(reader, raw);
    }

    static CairnException tooLarge(long bytes) {
        return new CairnException(
                ErrorCode.INTERNAL, "A node of %d bytes is larger than the format allows".formatted(bytes));
    }
}
