package org.cairndb.storage.datom;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A run of datoms as columns in the order of one index: a decoded leaf, a transaction, or the input of a tree update. Immutable.
 *
 * <p>A datom has a position, 0 to size - 1. Its value lies in the column of its attribute, in a slot; positions in order have slots in order. In an index
 * by attribute each column is one run of positions; elsewhere ordinals and slots are arrays.
 */
public final class DatomBatch {
    private final Index index;
    private final int size;
    private final Longs entities;
    private final Longs txs;
    private final @Nullable Longs retiredAt;
    private final long @Nullable [] retracted;
    private final int[] attributes;
    private final ValueVector[] columns;
    /** By attribute: first position of each column and, last, the size. Otherwise empty. */
    private final int[] runStarts;

    private final int[] ordinals;
    private final int[] slots;

    DatomBatch(Parts parts) {
        this.index = parts.index;
        this.size = parts.entities.size();
        this.entities = parts.entities;
        this.txs = parts.txs;
        this.retiredAt = parts.retiredAt;
        this.retracted = parts.retracted;
        this.attributes = parts.attributes;
        this.columns = parts.columns;
        this.ordinals = parts.ordinals;
        if (index.isByAttribute()) {
            this.runStarts = new int[columns.length + 1];
            for (int i = 0; i < columns.length; i++) {
                runStarts[i + 1] = runStarts[i] + columns[i].size();
            }
            this.slots = new int[0];
        } else {
            this.runStarts = new int[0];
            this.slots = slotsOf(parts.ordinals, size, columns.length);
        }
    }

    /** The columns that a batch is made of; {@link #build} checks that they fit together. */
    public static final class Parts {
        private final Index index;
        private final Longs entities;
        private final Longs txs;
        private @Nullable Longs retiredAt;
        private long @Nullable [] retracted;
        private final int[] attributes;
        private final ValueVector[] columns;
        private int[] ordinals = new int[0];

        /** Columns in ascending order of their attributes where the index is by attribute, in any order otherwise. */
        public Parts(Index index, Longs entities, Longs txs, int[] attributes, ValueVector[] columns) {
            this.index = index;
            this.entities = entities;
            this.txs = txs;
            this.attributes = attributes;
            this.columns = columns;
        }

        /** The retracting transactions of a retired index. */
        public Parts retiredAt(Longs newRetiredAt) {
            retiredAt = newRetiredAt;
            return this;
        }

        /** A set bit for each position of LOG that is a retraction. */
        public Parts retracted(long @Nullable [] bits) {
            retracted = bits;
            return this;
        }

        /** The column of each position, for an index that is not by attribute. */
        public Parts ordinals(int[] newOrdinals) {
            ordinals = newOrdinals;
            return this;
        }

        /**
         * The batch.
         *
         * @throws IllegalArgumentException if sizes contradict one another
         */
        public DatomBatch build() {
            int size = entities.size();
            long values = 0;
            for (ValueVector column : columns) {
                values += column.size();
            }
            boolean fits = txs.size() == size
                    && values == size
                    && attributes.length == columns.length
                    && (retiredAt != null) == index.isRetired()
                    && (retiredAt == null || retiredAt.size() == size)
                    && (retracted == null || retracted.length * 64L >= size)
                    && (index.isByAttribute() || ordinals.length >= size);
            if (!fits) {
                throw new IllegalArgumentException("The columns of a batch have different sizes");
            }
            return new DatomBatch(this);
        }
    }

    private static int[] slotsOf(int[] ordinals, int size, int columnCount) {
        int[] slots = new int[size];
        int[] next = new int[columnCount];
        for (int i = 0; i < size; i++) {
            slots[i] = next[ordinals[i]]++;
        }
        return slots;
    }

    /** A batch without datoms. */
    public static DatomBatch empty(Index index) {
        return new DatomBatchBuilder(index).build();
    }

    /**
     * The same datoms under the name of another index that has the same order for them: EAVT and LOG for the additions of one transaction.
     */
    public DatomBatch withIndex(Index other) {
        if (other.isByAttribute() || index.isByAttribute() || other.isRetired() || index.isRetired()) {
            throw new IllegalArgumentException("%s has another order than %s".formatted(other, index));
        }
        return new Parts(other, entities, txs, attributes, columns)
                .retracted(retracted)
                .ordinals(ordinals)
                .build();
    }

    /** The same datoms of an index by row with other ids of their attributes, in the order in which they stand. */
    public DatomBatch withAttributes(IntUnaryOperator ids) {
        if (index.isByAttribute()) {
            throw new IllegalArgumentException("%s is ordered by attribute".formatted(index));
        }
        int[] others = Arrays.stream(attributes).map(ids).toArray();
        Parts parts = new Parts(index, entities, txs, others, columns)
                .retracted(retracted)
                .ordinals(ordinals);
        return (retiredAt == null ? parts : parts.retiredAt(retiredAt)).build();
    }

    /** The order of the positions. */
    public Index index() {
        return index;
    }

    /** Number of datoms. */
    public int size() {
        return size;
    }

    /** Entity ids by position. */
    public Longs entities() {
        return entities;
    }

    /** Transactions by position: the one that added the datom; in LOG the one that added or retracted it. */
    public Longs txs() {
        return txs;
    }

    /** Entity id at a position. */
    public long entity(int position) {
        return entities.get(position);
    }

    /** Transaction at a position. */
    public long tx(int position) {
        return txs.get(position);
    }

    /** The transaction that retracted the datom at a position of a retired index; {@link Long#MAX_VALUE} in other indexes. */
    public long retiredAt(int position) {
        return retiredAt == null ? Long.MAX_VALUE : retiredAt.get(position);
    }

    /** Whether the datom at a position was added; false only in LOG. */
    public boolean added(int position) {
        return retracted == null || (retracted[position >> 6] & (1L << position)) == 0;
    }

    /** Attribute id at a position. */
    public int attribute(int position) {
        return attributes[ordinal(position)];
    }

    /** Number of columns. */
    public int columnCount() {
        return columns.length;
    }

    /** Attribute id of a column. */
    public int columnAttribute(int ordinal) {
        return attributes[ordinal];
    }

    /** Values of a column. */
    public ValueVector column(int ordinal) {
        return columns[ordinal];
    }

    /** The column of an attribute, or -1. */
    public int ordinalOf(int attribute) {
        for (int i = 0; i < attributes.length; i++) {
            if (attributes[i] == attribute) {
                return i;
            }
        }
        return -1;
    }

    /** The column of a position. */
    public int ordinal(int position) {
        if (!index.isByAttribute()) {
            return ordinals[position];
        }
        if (columns.length == 1) {
            return 0;
        }
        int found = Arrays.binarySearch(runStarts, 0, columns.length, position);
        return found >= 0 ? found : -found - 2;
    }

    /** The slot of a position in its column. */
    public int slot(int position) {
        return index.isByAttribute() ? position - runStarts[ordinal(position)] : slots[position];
    }

    /** In an index by attribute, the first position of a column; for {@code ordinal = columnCount} the size. */
    public int runStart(int ordinal) {
        return runStarts[ordinal];
    }

    /** Values of the column that a position lies in. */
    public ValueVector vector(int position) {
        return columns[ordinal(position)];
    }

    /** Appends the order-preserving key of a position; see "Keys" in docs/format.md. */
    public void writeKey(int position, KeyBuffer key) {
        int ordinal = ordinal(position);
        int attribute = attributes[ordinal];
        ValueVector values = columns[ordinal];
        int slot = index.isByAttribute() ? position - runStarts[ordinal] : slots[position];
        switch (index) {
            case EAVT, RETIRED_EAVT, COMMITS -> {
                key.unsigned(entity(position)).attribute(attribute);
                values.writeKey(slot, key);
            }
            case AEVT, RETIRED_AEVT -> {
                key.attribute(attribute).unsigned(entity(position));
                values.writeKey(slot, key);
            }
            case AVET -> {
                key.attribute(attribute);
                values.writeKey(slot, key);
                key.unsigned(entity(position));
            }
            case LOG -> {
                key.unsigned(tx(position)).unsigned(entity(position)).attribute(attribute);
                values.writeKey(slot, key);
            }
        }
        if (retiredAt != null) {
            key.unsigned(tx(position)).unsigned(retiredAt.get(position));
        }
    }

    /** Order of a position against a position of another batch of the same index: negative, zero or positive. */
    public int compare(int position, DatomBatch other, int otherPosition) {
        int order = switch (index) {
            case EAVT, COMMITS -> compareEntityFirst(position, other, otherPosition);
            case AEVT -> compareAttributeFirst(position, other, otherPosition);
            case AVET -> compareValueFirst(position, other, otherPosition);
            case LOG -> compareTx(position, other, otherPosition);
            case RETIRED_EAVT ->
                thenTimes(compareEntityFirst(position, other, otherPosition), position, other, otherPosition);
            case RETIRED_AEVT ->
                thenTimes(compareAttributeFirst(position, other, otherPosition), position, other, otherPosition);
        };
        return order;
    }

    private int compareEntityFirst(int position, DatomBatch other, int otherPosition) {
        int order = Long.compare(entity(position), other.entity(otherPosition));
        if (order != 0) {
            return order;
        }
        int ordinal = ordinal(position);
        int otherOrdinal = other.ordinal(otherPosition);
        order = Integer.compare(attributes[ordinal], other.attributes[otherOrdinal]);
        return order != 0 ? order : compareValues(ordinal, position, other, otherOrdinal, otherPosition);
    }

    private int compareAttributeFirst(int position, DatomBatch other, int otherPosition) {
        int ordinal = ordinal(position);
        int otherOrdinal = other.ordinal(otherPosition);
        int order = Integer.compare(attributes[ordinal], other.attributes[otherOrdinal]);
        if (order != 0) {
            return order;
        }
        order = Long.compare(entity(position), other.entity(otherPosition));
        return order != 0 ? order : compareValues(ordinal, position, other, otherOrdinal, otherPosition);
    }

    private int compareValueFirst(int position, DatomBatch other, int otherPosition) {
        int ordinal = ordinal(position);
        int otherOrdinal = other.ordinal(otherPosition);
        int order = Integer.compare(attributes[ordinal], other.attributes[otherOrdinal]);
        if (order != 0) {
            return order;
        }
        order = compareValues(ordinal, position, other, otherOrdinal, otherPosition);
        return order != 0 ? order : Long.compare(entity(position), other.entity(otherPosition));
    }

    private int compareTx(int position, DatomBatch other, int otherPosition) {
        int order = Long.compare(tx(position), other.tx(otherPosition));
        return order != 0 ? order : compareEntityFirst(position, other, otherPosition);
    }

    private int thenTimes(int order, int position, DatomBatch other, int otherPosition) {
        if (order != 0) {
            return order;
        }
        int byTx = Long.compare(tx(position), other.tx(otherPosition));
        return byTx != 0 ? byTx : Long.compare(retiredAt(position), other.retiredAt(otherPosition));
    }

    private int compareValues(int ordinal, int position, DatomBatch other, int otherOrdinal, int otherPosition) {
        return columns[ordinal].compare(
                slotIn(ordinal, position), other.columns[otherOrdinal], other.slotIn(otherOrdinal, otherPosition));
    }

    private int slotIn(int ordinal, int position) {
        return index.isByAttribute() ? position - runStarts[ordinal] : slots[position];
    }

    /** First position in [from, size] whose key is not below {@code key}. */
    public int lowerBound(Bytes key, int from) {
        return lowerBound(key, from, size, new KeyBuffer());
    }

    /** First position in [from, to] whose key is not below {@code key}; the buffer is overwritten. */
    public int lowerBound(Bytes key, int from, int to, KeyBuffer scratch) {
        byte[] wanted = key.unsafeArray();
        KeySearch search = new KeySearch(this, wanted, from, to).narrow();
        int low = search.low();
        int high = search.high();
        while (low < high) {
            int middle = (low + high) >>> 1;
            scratch.clear();
            writeKey(middle, scratch);
            if (scratch.compareTo(wanted, 0, wanted.length) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * First position at or after {@code from} whose key is not below that of a position of another batch. Gallops, so that a run of close searches costs
     * little.
     */
    public int lowerBound(int from, DatomBatch other, int otherPosition) {
        int low = from;
        int high = from;
        int step = 1;
        while (high < size && compare(high, other, otherPosition) < 0) {
            low = high + 1;
            high = Math.min(size, high + step);
            step <<= 1;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(middle, other, otherPosition) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The datom at a position as an object, its value in the Java class of the attribute's type. */
    public Datom datom(int position, Schema schema) {
        int ordinal = ordinal(position);
        Attribute attribute = schema.attribute(attributes[ordinal]);
        Object value = Values.javaValue(attribute, columns[ordinal], slotIn(ordinal, position));
        return new Datom(entity(position), attribute.id(), value, tx(position), added(position));
    }

    /** Heap bytes held. */
    public long weightInBytes() {
        long weight = 128 + entities.weightInBytes() + txs.weightInBytes() + 4L * (ordinals.length + slots.length);
        for (ValueVector column : columns) {
            weight += 16 + column.weightInBytes();
        }
        if (retiredAt != null) {
            weight += retiredAt.weightInBytes();
        }
        return weight + (retracted == null ? 0 : 8L * retracted.length);
    }
}
