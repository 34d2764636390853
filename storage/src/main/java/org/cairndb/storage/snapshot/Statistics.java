package org.cairndb.storage.snapshot;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.node.ByteReader;
import org.cairndb.storage.node.ByteWriter;
import org.jspecify.annotations.Nullable;

/** Counts and sketches of all attributes. Immutable. */
final class Statistics {
    static final Statistics EMPTY = new Statistics(new TreeMap<>());

    private record Entry(long count, DistinctSketch sketch) {
        static final Entry NONE = new Entry(0, DistinctSketch.EMPTY);
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

    /** These statistics after the additions and retractions of a transaction. */
    Statistics then(DatomBatch operations) {
        long[] changes = new long[operations.columnCount()];
        DistinctSketch.Adder[] adders = new DistinctSketch.Adder[operations.columnCount()];
        for (int i = 0; i < operations.size(); i++) {
            int ordinal = operations.ordinal(i);
            if (!operations.added(i)) {
                changes[ordinal]--;
                continue;
            }
            changes[ordinal]++;
            if (adders[ordinal] == null) {
                adders[ordinal] =
                        entry(operations.columnAttribute(ordinal)).sketch().adder();
            }
            adders[ordinal].add(operations.column(ordinal), operations.slot(i));
        }
        TreeMap<Integer, Entry> next = new TreeMap<>(entries);
        for (int ordinal = 0; ordinal < changes.length; ordinal++) {
            Entry old = entry(operations.columnAttribute(ordinal));
            DistinctSketch sketch = adders[ordinal] == null ? old.sketch() : adders[ordinal].build();
            next.put(operations.columnAttribute(ordinal), new Entry(old.count() + changes[ordinal], sketch));
        }
        return new Statistics(next);
    }

    private Entry entry(int attribute) {
        return entries.getOrDefault(attribute, Entry.NONE);
    }

    /** Exact counts by attribute, for the checker. */
    Map<Integer, Long> counts() {
        Map<Integer, Long> counts = new HashMap<>();
        entries.forEach((attribute, entry) -> counts.put(attribute, entry.count()));
        return counts;
    }

    void write(ByteWriter writer) {
        writer.varint(entries.size());
        entries.forEach((attribute, entry) -> {
            writer.varint(attribute);
            writer.varint(entry.count());
            writer.bytes(entry.sketch().bytes());
        });
    }

    static Statistics read(ByteReader reader) {
        TreeMap<Integer, Entry> entries = new TreeMap<>();
        int count = reader.varint(reader.remaining(), "attribute count");
        for (int i = 0; i < count; i++) {
            int attribute = reader.varint(Integer.MAX_VALUE, "attribute");
            long datoms = reader.varint(Long.MAX_VALUE, "datom count");
            entries.put(attribute, new Entry(datoms, DistinctSketch.of(reader.bytes(DistinctSketch.REGISTERS))));
        }
        return new Statistics(entries);
    }
}
