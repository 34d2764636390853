package org.cairndb.storage.snapshot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.Physical;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.node.ByteReader;
import org.cairndb.storage.node.ByteWriter;
import org.jspecify.annotations.Nullable;

/** Counts, sketches and bounds of all attributes. Immutable. */
final class Statistics {
    static final Statistics EMPTY = new Statistics(new TreeMap<>());

    /** What is known of one attribute; sketch and bounds are encoded once, since most commits leave most of them alone. */
    private record Entry(long count, DistinctSketch sketch, ValueBounds bounds, Bytes encoded) {
        static final Entry NONE = of(0, DistinctSketch.EMPTY, ValueBounds.NONE);

        static Entry of(long count, DistinctSketch sketch, ValueBounds bounds) {
            ByteWriter writer = new ByteWriter(DistinctSketch.REGISTERS);
            sketch.write(writer);
            bounds.write(writer);
            return new Entry(count, sketch, bounds, writer.toBytes());
        }

        Entry with(long newCount, DistinctSketch newSketch, ValueBounds newBounds) {
            boolean same = newSketch == sketch && newBounds == bounds;
            return same ? new Entry(newCount, sketch, bounds, encoded) : of(newCount, newSketch, newBounds);
        }
    }

    private final TreeMap<Integer, Entry> entries;

    private Statistics(TreeMap<Integer, Entry> entries) {
        this.entries = entries;
    }

    AttributeStatistics of(int attribute, Schema schema) {
        @Nullable Entry entry = entries.get(attribute);
        if (entry == null || entry.count() == 0) {
            return AttributeStatistics.NONE;
        }
        boolean unique = schema.find(attribute).map(Attribute::isUnique).orElse(false);
        long distinct = unique ? entry.count() : entry.sketch().estimate();
        return new AttributeStatistics(entry.count(), Math.max(1, Math.min(distinct, entry.count())));
    }

    /** Most bytes of a text that bounds keep. */
    int maxTextBytes() {
        return ValueBounds.maxTextBytes(entries.size());
    }

    ValueBounds bounds(int attribute) {
        return entry(attribute).bounds();
    }

    /** Attributes with datoms whose least or greatest value is not known. */
    List<Integer> withoutBounds() {
        List<Integer> attributes = new ArrayList<>();
        entries.forEach((attribute, entry) -> {
            if (entry.count() > 0 && !entry.bounds().isExact()) {
                attributes.add(attribute);
            }
        });
        return attributes;
    }

    /** These statistics with other bounds of some attributes. */
    Statistics withBounds(Map<Integer, ValueBounds> bounds) {
        if (bounds.isEmpty()) {
            return this;
        }
        TreeMap<Integer, Entry> next = new TreeMap<>(entries);
        bounds.forEach((attribute, known) -> {
            Entry old = entry(attribute);
            next.put(attribute, old.with(old.count(), old.sketch(), known));
        });
        return new Statistics(next);
    }

    /** The attributes that anything is known of. */
    Set<Integer> attributes() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /**
     * These statistics before some operations, for some attributes: counts are exact, sketches know later values too, and bounds are kept where nothing
     * changed.
     */
    Statistics before(List<DatomBatch> operations, Set<Integer> attributes) {
        Map<Integer, Long> changes = new HashMap<>();
        for (DatomBatch batch : operations) {
            for (int i = 0; i < batch.size(); i++) {
                changes.merge(batch.attribute(i), batch.added(i) ? 1L : -1L, Long::sum);
            }
        }
        TreeMap<Integer, Entry> past = new TreeMap<>();
        for (int attribute : attributes) {
            Entry now = entry(attribute);
            @Nullable Long change = changes.get(attribute);
            past.put(attribute, change == null ? now : now.with(now.count() - change, now.sketch(), ValueBounds.NONE));
        }
        return new Statistics(past);
    }

    /** These statistics with other counts, for the attributes that are counted; nothing is known of bounds. */
    Statistics withCounts(Map<Integer, Long> counts) {
        TreeMap<Integer, Entry> counted = new TreeMap<>();
        counts.forEach((attribute, count) -> counted.put(
                attribute, entry(attribute).with(count, entry(attribute).sketch(), ValueBounds.NONE)));
        return new Statistics(counted);
    }

    /** These statistics after the additions and retractions of a transaction, or of a part of it that undoes nothing of another. */
    Statistics then(DatomBatch operations, Schema schema) {
        Change[] changes = new Change[operations.columnCount()];
        int maxTextBytes = maxTextBytes();
        for (int i = 0; i < changes.length; i++) {
            int attribute = operations.columnAttribute(i);
            changes[i] = new Change(operations, i, entry(attribute), boundsEntities(attribute, schema), maxTextBytes);
        }
        for (int i = 0; i < operations.size(); i++) {
            changes[operations.ordinal(i)].take(operations.added(i), i, operations.slot(i));
        }
        TreeMap<Integer, Entry> next = new TreeMap<>(entries);
        for (int i = 0; i < changes.length; i++) {
            next.put(operations.columnAttribute(i), changes[i].after());
        }
        return new Statistics(next);
    }

    /** What a run of operations does to one attribute. */
    private static final class Change {
        private final Entry before;
        private final ValueVector values;
        private final BoundsUpdate bounds;
        private final boolean ofEntities;
        private DistinctSketch.@Nullable Adder adder;
        private long count;

        Change(DatomBatch operations, int ordinal, Entry before, boolean ofEntities, int maxTextBytes) {
            this.before = before;
            this.values = operations.column(ordinal);
            this.count = before.count();
            this.ofEntities = ofEntities;
            ValueVector bounded =
                    ofEntities ? new LongVector(operations.entities().array(), operations.size()) : values;
            this.bounds = new BoundsUpdate(before.bounds(), before.count(), bounded, maxTextBytes);
        }

        void take(boolean added, int position, int slot) {
            int bounded = ofEntities ? position : slot;
            if (!added) {
                count--;
                bounds.remove(bounded);
                return;
            }
            count++;
            bounds.add(bounded);
            DistinctSketch.Adder open = adder;
            if (open == null) {
                open = before.sketch().adder();
                adder = open;
            }
            open.add(values, slot);
        }

        Entry after() {
            DistinctSketch sketch = adder == null ? before.sketch() : adder.build();
            return before.with(count, sketch, bounds.build());
        }
    }

    /** Whether the bounds of an attribute are those of its entities: every value of a presence attribute is the same. */
    static boolean boundsEntities(int attribute, Schema schema) {
        return schema.find(attribute).map(Attribute::isPresence).orElse(false);
    }

    private Entry entry(int attribute) {
        return entries.getOrDefault(attribute, Entry.NONE);
    }

    void write(ByteWriter writer) {
        writer.varint(entries.size());
        entries.forEach((attribute, entry) -> {
            writer.varint(attribute);
            writer.varint(entry.count());
            writer.bytes(entry.encoded());
        });
    }

    /** Reads what {@link #write} wrote. */
    static Statistics read(ByteReader reader, Schema schema) {
        TreeMap<Integer, Entry> entries = new TreeMap<>();
        int size = reader.varint(reader.remaining(), "attribute count");
        for (int i = 0; i < size; i++) {
            int attribute = reader.varint(Integer.MAX_VALUE, "attribute");
            long count = reader.varint(Long.MAX_VALUE, "datom count");
            int from = reader.position();
            DistinctSketch sketch = DistinctSketch.read(reader);
            ValueBounds bounds = ValueBounds.read(reader);
            if (!fits(bounds, count, attribute, schema)) {
                throw reader.corrupt("the bounds of attribute %d cannot be".formatted(attribute));
            }
            Bytes encoded = Bytes.of(reader.source(), from, reader.position());
            entries.put(attribute, new Entry(count, sketch, bounds, encoded));
        }
        return new Statistics(entries);
    }

    private static boolean fits(ValueBounds bounds, long count, int attribute, Schema schema) {
        if (count == 0) {
            return bounds.least().isEmpty() && bounds.greatest().isEmpty();
        }
        Physical physical = boundsEntities(attribute, schema)
                ? Physical.LONG
                : schema.find(attribute).map(Attribute::physical).orElse(null);
        return physical == null || bounds.isOf(physical);
    }

    /** Reads the statistics of a head of version 1, which has no bounds. */
    static Statistics readVersion1(ByteReader reader) {
        TreeMap<Integer, Entry> entries = new TreeMap<>();
        int size = reader.varint(reader.remaining(), "attribute count");
        for (int i = 0; i < size; i++) {
            int attribute = reader.varint(Integer.MAX_VALUE, "attribute");
            long count = reader.varint(Long.MAX_VALUE, "datom count");
            DistinctSketch sketch = DistinctSketch.of(reader.bytes(DistinctSketch.REGISTERS));
            entries.put(attribute, Entry.of(count, sketch, ValueBounds.NONE));
        }
        return new Statistics(entries);
    }
}
