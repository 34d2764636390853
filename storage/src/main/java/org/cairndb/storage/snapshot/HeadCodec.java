package org.cairndb.storage.snapshot;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.ByteReader;
import org.cairndb.storage.node.ByteWriter;
import org.cairndb.storage.node.NodeFormat;
import org.cairndb.storage.node.Origin;

/** The bytes of a branch head; see "Heads" in docs/format.md. */
final class HeadCodec {
    private static final int NONCE_BYTES = 16;
    private static final int DIGEST_BYTES = 32;

    private HeadCodec() {}

    static Bytes encode(Head head, Bytes nonce) {
        if (nonce.length() != NONCE_BYTES) {
            throw new IllegalArgumentException("A nonce has %d bytes".formatted(NONCE_BYTES));
        }
        ByteWriter writer = new ByteWriter(8192);
        writer.int32(NodeFormat.MAGIC);
        writer.int8(version(head.schema()));
        writer.int8(NodeFormat.KIND_HEAD);
        writer.int8(0);
        writer.int8(0);
        writer.int32(NodeFormat.CODEC_NONE);
        Bytes body = body(head, nonce);
        writer.int32(body.length() + DIGEST_BYTES);
        writer.bytes(body);
        MessageDigest digest = CommitHash.sha256();
        digest.update(writer.array(), 0, writer.length());
        writer.bytes(Bytes.wrap(digest.digest()));
        return writer.toBytes();
    }

    /** The least version that can say what the schema says, so that older programs read what they can. */
    private static int version(Schema schema) {
        return schema.attributes().stream().anyMatch(Attribute::isRetired)
                ? NodeFormat.HEAD_VERSION_RETIRED
                : NodeFormat.HEAD_VERSION;
    }

    /** A stored head with another nonce, and the check sum that goes with it. */
    static Bytes withNonce(Bytes stored, Bytes nonce) {
        if (nonce.length() != NONCE_BYTES) {
            throw new IllegalArgumentException("A nonce has %d bytes".formatted(NONCE_BYTES));
        }
        byte[] copy = stored.toByteArray();
        System.arraycopy(nonce.unsafeArray(), 0, copy, NodeFormat.HEADER_BYTES, NONCE_BYTES);
        int end = copy.length - DIGEST_BYTES;
        MessageDigest digest = CommitHash.sha256();
        digest.update(copy, 0, end);
        System.arraycopy(digest.digest(), 0, copy, end, DIGEST_BYTES);
        return Bytes.wrap(copy);
    }

    private static Bytes body(Head head, Bytes nonce) {
        ByteWriter writer = new ByteWriter(8192);
        writer.bytes(nonce);
        writeLine(writer, head.line());
        writeFlushed(writer, head.flushed());
        writeDefinitions(writer, head.definitions());
        head.allStatistics().write(writer);
        head.storedTail().write(writer);
        return writer.toBytes();
    }

    static Head decode(Bytes stored, String name) {
        Origin origin = new Origin(ErrorCode.HEAD_CORRUPT, "Head", name);
        int end = stored.length() - DIGEST_BYTES;
        if (end < 0) {
            throw origin.corrupt("it is too short");
        }
        MessageDigest digest = CommitHash.sha256();
        digest.update(stored.unsafeArray(), 0, end);
        if (!Bytes.wrap(digest.digest()).equals(stored.slice(end, stored.length()))) {
            throw origin.corrupt("its check sum does not match its bytes");
        }
        try {
            return decode(new ByteReader(stored.unsafeArray(), 0, end, origin), origin);
        } catch (IllegalArgumentException e) {
            throw origin.corrupt(String.valueOf(e.getMessage()));
        }
    }

    private static Head decode(ByteReader reader, Origin origin) {
        if (reader.int32() != NodeFormat.MAGIC) {
            throw reader.corrupt("it does not begin like a Cairn object");
        }
        int version = reader.int8();
        if (version < 1 || version > NodeFormat.HEAD_VERSION_RETIRED) {
            throw reader.corrupt("it has format version %d, which this release does not read".formatted(version));
        }
        if (reader.int8() != NodeFormat.KIND_HEAD) {
            throw reader.corrupt("it is not a head");
        }
        int index = reader.int8();
        int level = reader.int8();
        int codecAndPadding = reader.int32();
        boolean plain = index == 0 && level == 0 && codecAndPadding == NodeFormat.CODEC_NONE;
        if (!plain || reader.int32() != reader.remaining() + DIGEST_BYTES) {
            throw reader.corrupt("its header is not that of a head");
        }
        reader.skip(NONCE_BYTES);
        Head.Line line = readLine(reader);
        Head.Flushed flushed = readFlushed(reader);
        Head.Definitions definitions = readDefinitions(reader);
        Statistics statistics =
                version == 1 ? Statistics.readVersion1(reader) : Statistics.read(reader, definitions.schema());
        List<Bytes> encoded = new ArrayList<>();
        Tail tail = Tail.read(reader, origin, encoded);
        reader.expectEnd();
        List<Transaction> transactions = new ArrayList<>();
        CommitHash hash = flushed.hash();
        for (Bytes bytes : encoded) {
            transactions.add(TransactionCodec.decode(new ByteReader(bytes, origin)));
            hash = hash.then(bytes);
        }
        boolean chained = hash.equals(line.hash()) && flushed.tx() + transactions.size() == line.tx();
        for (int i = 0; chained && i < transactions.size(); i++) {
            chained = transactions.get(i).tx() == flushed.tx() + i + 1;
        }
        if (!chained) {
            throw reader.corrupt("its transactions do not lead to its commit hash");
        }
        return new Head(line, flushed, definitions, statistics, tail, transactions);
    }

    private static void writeLine(ByteWriter writer, Head.Line line) {
        writer.int64(line.databaseId().getMostSignificantBits());
        writer.int64(line.databaseId().getLeastSignificantBits());
        writer.text(line.branch());
        writer.varint(line.tx());
        writer.zigzag(Values.microsOf(line.instant()));
        writer.bytes(line.parent().value());
        writer.bytes(line.hash().value());
    }

    private static Head.Line readLine(ByteReader reader) {
        UUID databaseId = new UUID(reader.int64(), reader.int64());
        String branch = reader.text();
        long tx = reader.varint(Long.MAX_VALUE, "transaction");
        Instant instant = Values.instantOf(reader.zigzag());
        CommitHash parent = new CommitHash(reader.bytes(CommitHash.LENGTH));
        CommitHash hash = new CommitHash(reader.bytes(CommitHash.LENGTH));
        return new Head.Line(databaseId, branch, tx, instant, parent, hash);
    }

    private static void writeFlushed(ByteWriter writer, Head.Flushed flushed) {
        writer.varint(flushed.tx());
        writer.bytes(flushed.hash().value());
        writer.varint(flushed.rootsSince());
        flushed.roots().write(writer);
    }

    private static Head.Flushed readFlushed(ByteReader reader) {
        long tx = reader.varint(Long.MAX_VALUE, "flushed transaction");
        CommitHash hash = new CommitHash(reader.bytes(CommitHash.LENGTH));
        long rootsSince = reader.varint(Long.MAX_VALUE, "first transaction with roots");
        return new Head.Flushed(tx, hash, Roots.read(reader), rootsSince);
    }

    private static void writeDefinitions(ByteWriter writer, Head.Definitions definitions) {
        writer.varint(definitions.schemaTx());
        writer.varint(definitions.nextEntity());
        writer.varint(definitions.nextAttribute());
        SchemaCodec.write(writer, definitions.schema());
    }

    private static Head.Definitions readDefinitions(ByteReader reader) {
        long schemaTx = reader.varint(Long.MAX_VALUE, "schema transaction");
        long nextEntity = reader.varint(Long.MAX_VALUE, "next entity");
        int nextAttribute = reader.varint(Integer.MAX_VALUE, "next attribute");
        Schema schema = SchemaCodec.read(reader);
        return new Head.Definitions(schema, schemaTx, nextEntity, nextAttribute);
    }
}
