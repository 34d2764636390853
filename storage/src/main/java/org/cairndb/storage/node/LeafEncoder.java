package org.cairndb.storage.node;

import java.util.Arrays;
import java.util.Comparator;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DoubleVector;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.Longs;
import org.cairndb.storage.datom.TextVector;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.datom.WideVector;

/** Writes the body of a leaf; see "Leaf body" in docs/format.md. */
final class LeafEncoder {
    static final int LONG = 1;
    static final int DOUBLE = 2;
    static final int TEXT = 3;
    static final int WIDE = 4;

    private final DatomBatch batch;
    private final ByteWriter out;
    /** Columns that hold values, in ascending order of their attributes. */
    private final int[] stored;

    private LeafEncoder(DatomBatch batch, ByteWriter out) {
        this.batch = batch;
        this.out = out;
        this.stored = columnsInOrder(batch);
    }

    /** Appends the body of a leaf with at least one datom. */
    static void write(DatomBatch batch, ByteWriter out) {
        new LeafEncoder(batch, out).write();
    }

    private static int[] columnsInOrder(DatomBatch batch) {
        Integer[] order = new Integer[batch.columnCount()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingInt(batch::columnAttribute));
        return Arrays.stream(order)
                .mapToInt(i -> i)
                .filter(i -> batch.column(i).size() > 0)
                .toArray();
    }

    private void write() {
        int size = batch.size();
        if (size < 1 || size > NodeFormat.MAX_DATOMS) {
            throw new IllegalArgumentException("A leaf cannot have " + size + " datoms");
        }
        out.varint(size);
        writeColumnTable();
        if (batch.index().isByAttribute()) {
            writeEntitiesByAttribute();
        } else {
            writeRows();
        }
        writeLongs(batch.txs());
        if (batch.index().isRetired()) {
            writeRetiredAt();
        }
        if (batch.index() == Index.LOG) {
            writeRetracted();
        }
        for (int column : stored) {
            writeValues(batch.column(column));
        }
    }

    private void writeColumnTable() {
        out.varint(stored.length);
        int before = -1;
        for (int column : stored) {
            int attribute = batch.columnAttribute(column);
            out.varint(attribute - before - 1);
            out.varint(batch.column(column).size());
            out.int8(kindOf(batch.column(column)));
            before = attribute;
        }
    }

    private static int kindOf(ValueVector values) {
        return switch (values.physical()) {
            case LONG -> LONG;
            case DOUBLE -> DOUBLE;
            case TEXT -> TEXT;
            case WIDE -> WIDE;
        };
    }

    private void writeEntitiesByAttribute() {
        long[] entities = batch.entities().array();
        for (int column : stored) {
            EntityCodec.write(entities, batch.runStart(column), batch.runStart(column + 1), out);
        }
    }

    private void writeRows() {
        int[] columnOf = new int[batch.columnCount()];
        for (int i = 0; i < stored.length; i++) {
            columnOf[stored[i]] = i;
        }
        RowLayout.write(batch, columnOf, out);
    }

    private void writeLongs(Longs longs) {
        if (longs.isConstant()) {
            out.int8(LongsPlan.CONSTANT);
            out.zigzag(longs.get(0));
        } else {
            LongsPlan.write(longs.array(), 0, longs.size(), out);
        }
    }

    private void writeRetiredAt() {
        long[] retiredAt = new long[batch.size()];
        for (int i = 0; i < retiredAt.length; i++) {
            retiredAt[i] = batch.retiredAt(i);
        }
        LongsPlan.write(retiredAt, 0, retiredAt.length, out);
    }

    private void writeRetracted() {
        int size = batch.size();
        byte[] bits = new byte[(size + 7) >>> 3];
        boolean any = false;
        for (int i = 0; i < size; i++) {
            if (!batch.added(i)) {
                bits[i >>> 3] |= (byte) (1 << (i & 7));
                any = true;
            }
        }
        out.int8(any ? 1 : 0);
        if (any) {
            out.bytes(bits, 0, bits.length);
        }
    }

    private void writeValues(ValueVector values) {
        if (values instanceof LongVector longs) {
            LongsPlan.write(longs.array(), 0, longs.size(), out);
        } else if (values instanceof DoubleVector doubles) {
            DoublePlan.of(doubles).write(out);
        } else if (values instanceof TextVector text) {
            TextPlan.of(text).write(out);
        } else if (values instanceof WideVector wide) {
            writeWide(wide);
        }
    }

    private void writeWide(WideVector wide) {
        long[] half = new long[wide.size()];
        Arrays.setAll(half, wide::high);
        LongsPlan.write(half, 0, half.length, out);
        Arrays.setAll(half, wide::low);
        LongsPlan.write(half, 0, half.length, out);
    }
}
