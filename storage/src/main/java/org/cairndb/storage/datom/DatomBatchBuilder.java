package org.cairndb.storage.datom;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Grows a {@link DatomBatch}. Datoms are appended in the order of the index; for an index by attribute, those of one attribute must come together. Not
 * thread-safe.
 */
public final class DatomBatchBuilder {
    private final Index index;
    private long[] entities = new long[16];
    private long[] txs = new long[16];
    private long[] retiredAt = new long[0];
    private long[] retracted = new long[0];
    private boolean hasRetractions;
    private int[] ordinals = new int[0];
    private int size;
    private int[] attributes = new int[4];
    private ValueBuilder[] columns = new ValueBuilder[4];
    private int columnCount;
    private final Map<Integer, Integer> ordinalOf = new HashMap<>();
    private int lastAttribute = -1;
    private int lastOrdinal;

    /** An empty batch of an index. */
    public DatomBatchBuilder(Index index) {
        this.index = index;
        if (!index.isByAttribute()) {
            ordinals = new int[16];
        }
        if (index.isRetired()) {
            retiredAt = new long[16];
        }
    }

    /** Number of datoms so far. */
    public int size() {
        return size;
    }

    /** Bytes of all text values so far. */
    public long textBytes() {
        long bytes = 0;
        for (int i = 0; i < columnCount; i++) {
            bytes += columns[i].textBytes();
        }
        return bytes;
    }

    /** Appends a datom whose value is given as the Java class of the attribute's type; see {@link Values}. */
    public void append(Attribute attribute, long entity, Object value, long tx) {
        Values.append(attribute, value, column(attribute.id(), attribute.physical()));
        position(entity, tx);
    }

    /** Appends a datom with a LONG value. */
    public void appendLong(int attribute, long entity, long value, long tx) {
        column(attribute, Physical.LONG).appendLong(value);
        position(entity, tx);
    }

    /** Appends a datom with a DOUBLE value. */
    public void appendDouble(int attribute, long entity, double value, long tx) {
        column(attribute, Physical.DOUBLE).appendDouble(value);
        position(entity, tx);
    }

    /** Appends a datom with a TEXT value. */
    public void appendText(int attribute, long entity, Bytes value, long tx) {
        column(attribute, Physical.TEXT).appendText(value.unsafeArray(), 0, value.length());
        position(entity, tx);
    }

    /** Appends a datom with a WIDE value. */
    public void appendWide(int attribute, long entity, long high, long low, long tx) {
        column(attribute, Physical.WIDE).appendWide(high, low);
        position(entity, tx);
    }

    /** Appends a datom of another batch, with its transaction. */
    public void append(DatomBatch source, int position) {
        append(source, position, source.tx(position));
    }

    /** Appends a datom of another batch, with another transaction. */
    public void append(DatomBatch source, int position, long tx) {
        appendPlain(source, position, tx);
        if (index.isRetired()) {
            retiredAt[size - 1] = source.retiredAt(position);
        }
        if (!index.isRetired() && !source.added(position)) {
            retract();
        }
    }

    /** Appends a retraction of what another batch adds, or an addition of what it retracts. */
    public void appendOpposite(DatomBatch source, int position) {
        appendPlain(source, position, source.tx(position));
        if (source.added(position)) {
            retract();
        }
    }

    private void appendPlain(DatomBatch source, int position, long tx) {
        int ordinal = source.ordinal(position);
        ValueVector values = source.column(ordinal);
        column(source.columnAttribute(ordinal), values.physical()).append(values, source.slot(position));
        position(source.entity(position), tx);
    }

    /** Appends positions [from, to) of a batch of the same index. */
    public void append(DatomBatch source, int from, int to) {
        if (!index.isByAttribute() || source.index() != index) {
            appendRows(source, from, to);
            return;
        }
        int position = from;
        while (position < to) {
            int ordinal = source.ordinal(position);
            int end = Math.min(to, source.runStart(ordinal + 1));
            appendRun(source, ordinal, position, end);
            position = end;
        }
    }

    /** Appends positions of any order; each column of the source is looked up once, which a run of many rows makes up for. */
    private void appendRows(DatomBatch source, int from, int to) {
        boolean lookUpOnce = !index.isByAttribute() && !index.isRetired() && to - from > source.columnCount();
        if (!lookUpOnce) {
            for (int i = from; i < to; i++) {
                append(source, i);
            }
            return;
        }
        int[] targets = new int[source.columnCount()];
        Arrays.fill(targets, -1);
        reserve(to - from);
        for (int i = from; i < to; i++) {
            int ordinal = source.ordinal(i);
            ValueVector values = source.column(ordinal);
            if (targets[ordinal] < 0) {
                column(source.columnAttribute(ordinal), values.physical());
                targets[ordinal] = lastOrdinal;
            }
            columns[targets[ordinal]].append(values, source.slot(i));
            entities[size] = source.entity(i);
            txs[size] = source.tx(i);
            ordinals[size] = targets[ordinal];
            size++;
            if (!source.added(i)) {
                retract();
            }
        }
    }

    private void appendRun(DatomBatch source, int ordinal, int from, int to) {
        int runStart = source.runStart(ordinal);
        ValueVector values = source.column(ordinal);
        column(source.columnAttribute(ordinal), values.physical()).append(values, from - runStart, to - runStart);
        reserve(to - from);
        source.entities().copyTo(from, to, entities, size);
        source.txs().copyTo(from, to, txs, size);
        if (index.isRetired()) {
            for (int i = from; i < to; i++) {
                retiredAt[size + i - from] = source.retiredAt(i);
            }
        }
        size += to - from;
    }

    /** Says that the datom appended last is a retraction. */
    public void retract() {
        int position = size - 1;
        if (retracted.length <= position >> 6) {
            retracted = Arrays.copyOf(retracted, ValueBuilder.grown(retracted.length, (position >> 6) + 1));
        }
        retracted[position >> 6] |= 1L << position;
        hasRetractions = true;
    }

    /** Says when the datom appended last to a retired index was retracted. */
    public void retiredAt(long tx) {
        retiredAt[size - 1] = tx;
    }

    /** The batch; the builder must not be used after that. */
    public DatomBatch build() {
        ValueVector[] built = new ValueVector[columnCount];
        for (int i = 0; i < columnCount; i++) {
            built[i] = columns[i].build();
        }
        int[] builtAttributes = Arrays.copyOf(attributes, columnCount);
        DatomBatch.Parts parts =
                new DatomBatch.Parts(index, Longs.of(entities, size), Longs.of(txs, size), builtAttributes, built);
        if (index.isRetired()) {
            parts.retiredAt(Longs.of(retiredAt, size));
        }
        if (hasRetractions) {
            parts.retracted(Arrays.copyOf(retracted, (size + 63) >> 6));
        }
        if (!index.isByAttribute()) {
            parts.ordinals(ordinals);
        }
        return parts.build();
    }

    private ValueBuilder column(int attribute, Physical physical) {
        if (attribute != lastAttribute) {
            lastAttribute = attribute;
            lastOrdinal = findColumn(attribute, physical);
        }
        return columns[lastOrdinal];
    }

    private int findColumn(int attribute, Physical physical) {
        @Nullable Integer known = ordinalOf.get(attribute);
        if (known != null) {
            if (index.isByAttribute()) {
                throw new IllegalStateException("Datoms of attribute %d do not stand together".formatted(attribute));
            }
            return known;
        }
        if (columnCount == columns.length) {
            columns = Arrays.copyOf(columns, columnCount * 2);
            attributes = Arrays.copyOf(attributes, columnCount * 2);
        }
        columns[columnCount] = ValueBuilder.of(physical);
        attributes[columnCount] = attribute;
        ordinalOf.put(attribute, columnCount);
        return columnCount++;
    }

    private void position(long entity, long tx) {
        reserve(1);
        entities[size] = entity;
        txs[size] = tx;
        if (!index.isByAttribute()) {
            ordinals[size] = lastOrdinal;
        }
        size++;
    }

    private void reserve(int count) {
        int needed = size + count;
        if (needed <= entities.length) {
            return;
        }
        int capacity = ValueBuilder.grown(entities.length, needed);
        entities = Arrays.copyOf(entities, capacity);
        txs = Arrays.copyOf(txs, capacity);
        if (!index.isByAttribute()) {
            ordinals = Arrays.copyOf(ordinals, capacity);
        }
        if (index.isRetired()) {
            retiredAt = Arrays.copyOf(retiredAt, capacity);
        }
    }
}
