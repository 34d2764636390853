package org.cairndb.storage.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.node.ByteReader;
import org.cairndb.storage.node.ByteWriter;
import org.cairndb.storage.node.Origin;

/**
 * The transactions since the last flush. Immutable.
 *
 * <p>They are kept as encoded bytes in blocks: a full block is compressed once and for all, so that growing the tail by a transaction costs the work of
 * that transaction and not of the whole tail.
 */
final class Tail {
    static final Tail EMPTY = new Tail(List.of(), List.of(), 0);

    /** A block is compressed when it has this many bytes. */
    private static final int BLOCK_BYTES = 16 << 10;
    /** Most bytes that a block of a valid head can expand to. */
    private static final int MAX_BLOCK_BYTES = 32 << 20;

    private static final int PLAIN = 0;
    private static final int DEFLATE = 1;

    /** A run of encoded transactions as stored. */
    private record Block(int codec, int plainLength, Bytes stored) {}

    private final List<Block> full;
    /** Encoded transactions that no full block holds. */
    private final List<Bytes> open;

    private final long openBytes;

    private Tail(List<Block> full, List<Bytes> open, long openBytes) {
        this.full = full;
        this.open = open;
        this.openBytes = openBytes;
    }

    /** This tail with a transaction added. */
    Tail then(Bytes encodedTransaction) {
        List<Bytes> newOpen = new ArrayList<>(open);
        newOpen.add(encodedTransaction);
        long newBytes = openBytes + encodedTransaction.length();
        if (newBytes < BLOCK_BYTES) {
            return new Tail(full, newOpen, newBytes);
        }
        List<Block> newFull = new ArrayList<>(full);
        newFull.add(compressed(plain(newOpen)));
        return new Tail(newFull, List.of(), 0);
    }

    /** Bytes that the tail takes in the head. */
    long storedBytes() {
        long bytes = openBytes;
        for (Block block : full) {
            bytes += block.stored().length();
        }
        return bytes;
    }

    void write(ByteWriter writer) {
        writer.varint(full.size() + (open.isEmpty() ? 0 : 1));
        full.forEach(block -> writeBlock(writer, block));
        if (!open.isEmpty()) {
            Bytes plain = plain(open);
            writeBlock(writer, new Block(PLAIN, plain.length(), plain));
        }
    }

    private static void writeBlock(ByteWriter writer, Block block) {
        writer.int8(block.codec());
        writer.varint(block.plainLength());
        writer.sized(block.stored());
    }

    /** Reads a tail and hands its encoded transactions, in order, to {@code transactions}. */
    static Tail read(ByteReader reader, Origin origin, List<Bytes> transactions) {
        int count = reader.varint(reader.remaining(), "tail block count");
        List<Block> full = new ArrayList<>();
        List<Bytes> open = new ArrayList<>();
        long openBytes = 0;
        for (int i = 0; i < count; i++) {
            int codec = reader.int8();
            int plainLength = reader.varint(MAX_BLOCK_BYTES, "tail block length");
            Block block = new Block(codec, plainLength, reader.sized());
            ByteReader plain = new ByteReader(expanded(block, reader), origin);
            boolean last = i == count - 1 && codec == PLAIN;
            while (plain.remaining() > 0) {
                Bytes encoded = plain.sized();
                transactions.add(encoded);
                if (last) {
                    open.add(encoded);
                    openBytes += encoded.length();
                }
            }
            if (!last) {
                full.add(block);
            }
        }
        return new Tail(full, open, openBytes);
    }

    private static Bytes plain(List<Bytes> transactions) {
        ByteWriter writer = new ByteWriter(BLOCK_BYTES + (BLOCK_BYTES >> 2));
        transactions.forEach(writer::sized);
        return writer.toBytes();
    }

    private static Block compressed(Bytes plain) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(plain.unsafeArray());
            deflater.finish();
            byte[] buffer = new byte[plain.length()];
            int length = deflater.deflate(buffer);
            if (!deflater.finished()) {
                return new Block(PLAIN, plain.length(), plain);
            }
            return new Block(DEFLATE, plain.length(), Bytes.of(buffer, 0, length));
        } finally {
            deflater.end();
        }
    }

    private static Bytes expanded(Block block, ByteReader reader) {
        if (block.codec() == PLAIN) {
            if (block.plainLength() != block.stored().length()) {
                throw reader.corrupt("a tail block has a wrong length");
            }
            return block.stored();
        }
        if (block.codec() != DEFLATE) {
            throw reader.corrupt("unknown tail block codec " + block.codec());
        }
        Inflater inflater = new Inflater(true);
        try {
            byte[] plain = new byte[block.plainLength()];
            inflater.setInput(block.stored().unsafeArray());
            int length = inflater.inflate(plain);
            if (length != plain.length || !inflater.finished()) {
                throw reader.corrupt("a tail block does not expand to its length");
            }
            return Bytes.wrap(plain);
        } catch (DataFormatException e) {
            throw reader.corrupt("a tail block cannot be decompressed");
        } finally {
            inflater.end();
        }
    }
}
