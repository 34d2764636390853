package org.cairndb.storage.snapshot;

import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.DoubleVector;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.Physical;
import org.cairndb.storage.datom.TextVector;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.datom.WideVector;
import org.cairndb.storage.node.ByteReader;
import org.cairndb.storage.node.ByteWriter;

/** The canonical bytes of a transaction; see "Transactions and the commit chain" in docs/format.md. */
final class TransactionCodec {
    private static final Physical[] KINDS = Physical.values();
    private static final int KIND_MASK = 7;
    private static final int RETRACTED = 8;

    private TransactionCodec() {}

    static Bytes encode(Transaction transaction) {
        DatomBatch datoms = transaction.datoms();
        ByteWriter writer = new ByteWriter(64 + 16 * datoms.size());
        writeHeader(writer, transaction.tx(), datoms.size());
        writeDatoms(writer, datoms, 0, datoms.size(), 0);
        return writer.toBytes();
    }

    static void writeHeader(ByteWriter writer, long tx, long count) {
        writer.varint(tx);
        writer.varint(count);
    }

    /**
     * Writes positions [from, to) of a batch.
     *
     * @param previousEntity entity of the datom before them, 0 at the beginning
     */
    static void writeDatoms(ByteWriter writer, DatomBatch datoms, int from, int to, long previousEntity) {
        long entity = previousEntity;
        for (int i = from; i < to; i++) {
            writer.zigzag(datoms.entity(i) - entity);
            entity = datoms.entity(i);
            writer.varint(datoms.attribute(i));
            ValueVector values = datoms.vector(i);
            int added = datoms.added(i) ? 0 : RETRACTED;
            writer.int8((values.physical().ordinal() + 1) | added);
            writeValue(writer, values, datoms.slot(i));
        }
    }

    private static void writeValue(ByteWriter writer, ValueVector values, int slot) {
        if (values instanceof LongVector longs) {
            writer.zigzag(longs.get(slot));
        } else if (values instanceof DoubleVector doubles) {
            writer.int64(Double.doubleToLongBits(doubles.get(slot)));
        } else if (values instanceof TextVector text) {
            writer.varint(text.length(slot));
            writer.bytes(text.bytes(), text.start(slot), text.length(slot));
        } else if (values instanceof WideVector wide) {
            writer.int64(wide.low(slot));
            writer.int64(wide.high(slot));
        }
    }

    /** Reads a transaction, which must be all that the reader has. */
    static Transaction decode(ByteReader reader) {
        DatomBatchBuilder builder = new DatomBatchBuilder(Index.LOG);
        long tx = reader.varint(Long.MAX_VALUE, "transaction");
        int count = reader.varint(reader.remaining(), "datom count");
        long entity = 0;
        for (int i = 0; i < count; i++) {
            entity += reader.zigzag();
            int attribute = reader.varint(Integer.MAX_VALUE, "attribute");
            int flags = reader.int8();
            int kind = flags & KIND_MASK;
            if (kind < 1 || kind > KINDS.length || flags > (KIND_MASK | RETRACTED)) {
                throw reader.corrupt("unknown value kind " + kind);
            }
            readValue(reader, builder, KINDS[kind - 1], attribute, entity, tx);
            if ((flags & RETRACTED) != 0) {
                builder.retract();
            }
        }
        reader.expectEnd();
        DatomBatch datoms = builder.build();
        for (int i = 1; i < count; i++) {
            if (datoms.compare(i - 1, datoms, i) >= 0) {
                throw reader.corrupt("transaction %d is out of order".formatted(tx));
            }
        }
        if (tx < 1) {
            throw reader.corrupt("a transaction has the number 0");
        }
        return new Transaction(tx, datoms);
    }

    private static void readValue(
            ByteReader reader, DatomBatchBuilder builder, Physical kind, int attribute, long entity, long tx) {
        switch (kind) {
            case LONG -> builder.appendLong(attribute, entity, reader.zigzag(), tx);
            case DOUBLE -> builder.appendDouble(attribute, entity, Double.longBitsToDouble(reader.int64()), tx);
            case TEXT -> {
                int length = reader.varint(Values.MAX_TEXT_BYTES, "text length");
                builder.appendText(attribute, entity, reader.bytes(length), tx);
            }
            case WIDE -> {
                long low = reader.int64();
                builder.appendWide(attribute, entity, reader.int64(), low, tx);
            }
        }
    }
}
