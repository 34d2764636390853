package org.cairndb.storage.node;

import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.Longs;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.datom.WideVector;

/** Reads the body of a leaf; see "Leaf body" in docs/format.md. */
final class LeafDecoder {
    private final Index index;
    private final ByteReader in;
    private final TextDecoder text;
    private int size;
    private int[] attributes = new int[0];
    private int[] counts = new int[0];
    private int[] kinds = new int[0];

    private LeafDecoder(Index index, ByteReader in) {
        this.index = index;
        this.in = in;
        this.text = new TextDecoder(in);
    }

    /** The datoms of a leaf, checked for order; anything wrong is the error of the reader's origin. */
    static DatomBatch read(Index index, ByteReader in) {
        return new LeafDecoder(index, in).read();
    }

    private DatomBatch read() {
        size = in.varint(NodeFormat.MAX_DATOMS, "the number of datoms");
        readColumnTable();
        long[] entities = new long[size];
        int[] ordinals = new int[index.isByAttribute() ? 0 : size];
        if (index.isByAttribute()) {
            readEntitiesByAttribute(entities);
        } else {
            RowLayout.read(in, entities, ordinals, attributes.length);
            checkCounts(ordinals);
        }
        Longs txs = readTxs();
        Longs retiredAt = index.isRetired() ? readTxs() : txs;
        long[] retracted = index == Index.LOG ? readRetracted() : new long[0];
        ValueVector[] columns = new ValueVector[attributes.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = readValues(kinds[i], counts[i]);
        }
        DatomBatch.Parts parts = new DatomBatch.Parts(index, Longs.of(entities, size), txs, attributes, columns);
        if (index.isRetired()) {
            parts.retiredAt(retiredAt);
        }
        if (retracted.length > 0) {
            parts.retracted(retracted);
        }
        in.expectEnd();
        DatomBatch batch = parts.ordinals(ordinals).build();
        DatomOrder.check(batch, ordinals, in);
        return batch;
    }

    private void readColumnTable() {
        int columns = in.varint(Math.min(size, in.remaining() / 3), "the number of columns");
        if (columns == 0) {
            throw in.corrupt("it has no datoms or no columns");
        }
        attributes = new int[columns];
        counts = new int[columns];
        kinds = new int[columns];
        int before = -1;
        int left = size;
        for (int i = 0; i < columns; i++) {
            before += 1 + in.varint(Integer.MAX_VALUE - 1 - Math.max(before, 0), "an attribute");
            attributes[i] = before;
            counts[i] = in.varint(left, "the datoms of a column");
            left -= counts[i];
            kinds[i] = in.int8();
            if (counts[i] == 0) {
                throw in.corrupt("a column is empty");
            }
        }
        if (left != 0) {
            throw in.corrupt("its columns have %d datoms too few".formatted(left));
        }
    }

    private void readEntitiesByAttribute(long[] entities) {
        int from = 0;
        for (int count : counts) {
            EntityCodec.read(in, entities, from, from + count);
            from += count;
        }
    }

    private void checkCounts(int[] ordinals) {
        int[] found = new int[counts.length];
        for (int ordinal : ordinals) {
            found[ordinal]++;
        }
        for (int i = 0; i < found.length; i++) {
            if (found[i] != counts[i]) {
                throw in.corrupt("its rows have %d datoms of attribute %d, and its column %d"
                        .formatted(found[i], attributes[i], counts[i]));
            }
        }
    }

    private Longs readTxs() {
        Longs txs = LongsDecoder.readLongs(in, size);
        long all = 0;
        if (txs.isConstant()) {
            all = txs.get(0);
        } else {
            long[] values = txs.array();
            for (int i = 0; i < size; i++) {
                all |= values[i];
            }
        }
        if (all < 0) {
            throw in.corrupt("a transaction is negative");
        }
        return txs;
    }

    private long[] readRetracted() {
        int flag = in.int8();
        if (flag == 0) {
            return new long[0];
        }
        if (flag != 1) {
            throw in.corrupt("the flag of its retractions is %d".formatted(flag));
        }
        int from = in.skip((size + 7) >>> 3);
        byte[] source = in.source();
        long[] bits = new long[(size + 63) >>> 6];
        for (int i = 0; i < (size + 7) >>> 3; i++) {
            bits[i >>> 3] |= (source[from + i] & 0xFFL) << ((i & 7) << 3);
        }
        return bits;
    }

    private ValueVector readValues(int kind, int count) {
        return switch (kind) {
            case LeafEncoder.LONG -> new LongVector(LongsDecoder.read(in, count), count);
            case LeafEncoder.DOUBLE -> DoubleDecoder.read(in, count);
            case LeafEncoder.TEXT -> text.read(count);
            case LeafEncoder.WIDE -> new WideVector(LongsDecoder.read(in, count), LongsDecoder.read(in, count), count);
            default -> throw in.corrupt("a column has the unknown kind %d".formatted(kind));
        };
    }
}
