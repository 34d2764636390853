package org.cairndb.storage.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.DatomSorter;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.cairndb.storage.tree.LevelFetch;
import org.cairndb.storage.tree.MatchingLeaves;
import org.cairndb.storage.tree.Tree;

/**
 * A past state out of what is current now and what was retired since: for a transaction whose roots are gone. A datom belongs to the state at {@code tx}
 * if it was added at or before it and is current, or was retracted after it. EAVT and AEVT are merged as they are read; AVET, which retired datoms have
 * no order for, is sorted from AEVT attribute by attribute and remembered.
 */
final class HistoricalIndexes implements Indexes {
    private final Indexes current;
    private final long tx;
    private final Schema schema;
    private final Map<Integer, DatomBatch> byValue;

    /** The state at {@code tx}, at which the schema was this one. */
    HistoricalIndexes(Indexes current, long tx, Schema schema) {
        this(current, tx, schema, new ConcurrentHashMap<>());
    }

    private HistoricalIndexes(Indexes current, long tx, Schema schema, Map<Integer, DatomBatch> byValue) {
        this.current = current;
        this.tx = tx;
        this.schema = schema;
        this.byValue = byValue;
    }

    /** The same state read in another way. */
    HistoricalIndexes readBy(Indexes newest) {
        return new HistoricalIndexes(newest, tx, schema, byValue);
    }

    @Override
    public DatomCursor cursor(Index index, KeyRange range, Direction direction) {
        return switch (index) {
            case EAVT -> merged(Index.EAVT, Index.RETIRED_EAVT, range, direction);
            case AEVT -> merged(Index.AEVT, Index.RETIRED_AEVT, range, direction);
            case AVET -> new BatchCursor(byValue(range), range, direction);
            case LOG -> current.cursor(index, range.intersect(KeyRange.ofEntities(0, tx + 1)), direction);
            case RETIRED_EAVT, RETIRED_AEVT -> retiredUntil(index, range, direction);
            case COMMITS -> current.cursor(index, range, direction);
        };
    }

    @Override
    public long count(Index index, KeyRange range) {
        long count = 0;
        try (DatomCursor cursor = cursor(index, range, Direction.FORWARD)) {
            while (cursor.next()) {
                count += cursor.to() - cursor.from();
            }
        }
        return count;
    }

    @Override
    public OptionalLong countAtHand(Index index, KeyRange range) {
        return current.countAtHand(index, range);
    }

    @Override
    public long estimate(Index index, KeyRange range) {
        return current.estimate(index, range);
    }

    @Override
    public List<KeyRange> split(Index index, KeyRange range, int parts) {
        return current.split(index, range, parts);
    }

    /** Everywhere: a leaf of current datoms says nothing of the retired ones in its place. */
    @Override
    public MatchingLeaves matching(int attribute, List<KeyRange> values) {
        return new MatchingLeaves(values.isEmpty() ? List.of() : List.of(KeyRange.ofAttribute(attribute)), 0);
    }

    @Override
    public List<LevelFetch.Part> parts(Index index, List<KeyRange> ranges, LevelFetch.Extent extent) {
        List<LevelFetch.Part> parts = new ArrayList<>();
        switch (index) {
            case EAVT -> {
                parts.addAll(current.parts(Index.EAVT, ranges, extent));
                parts.addAll(current.parts(Index.RETIRED_EAVT, ranges, extent));
            }
            case AEVT -> {
                parts.addAll(current.parts(Index.AEVT, ranges, extent));
                parts.addAll(current.parts(Index.RETIRED_AEVT, ranges, extent));
            }
            // Sorted from whole columns.
            case AVET -> {}
            case LOG, RETIRED_EAVT, RETIRED_AEVT, COMMITS -> parts.addAll(current.parts(index, ranges, extent));
        }
        return parts;
    }

    @Override
    public List<Tree> trees(Index index) {
        List<Tree> trees = new ArrayList<>();
        switch (index) {
            case EAVT -> {
                trees.addAll(current.trees(Index.EAVT));
                trees.addAll(current.trees(Index.RETIRED_EAVT));
            }
            case AEVT -> {
                trees.addAll(current.trees(Index.AEVT));
                trees.addAll(current.trees(Index.RETIRED_AEVT));
            }
            // Sorted from whole columns.
            case AVET -> {}
            case LOG, RETIRED_EAVT, RETIRED_AEVT, COMMITS -> trees.addAll(current.trees(index));
        }
        return trees;
    }

    private DatomCursor merged(Index index, Index retired, KeyRange range, Direction direction) {
        HistoryMerge merge = new HistoryMerge(
                current.cursor(index, range, Direction.FORWARD), current.cursor(retired, range, Direction.FORWARD), tx);
        if (direction == Direction.FORWARD) {
            return merge;
        }
        return new BatchCursor(drained(merge, index), range, direction);
    }

    private static List<DatomBatch> drained(DatomCursor cursor, Index index) {
        List<DatomBatch> batches = new ArrayList<>();
        try (cursor) {
            while (cursor.next()) {
                DatomBatchBuilder builder = new DatomBatchBuilder(index);
                builder.append(cursor.batch(), cursor.from(), cursor.to());
                batches.add(builder.build());
            }
        }
        return batches.isEmpty() ? List.of(DatomBatch.empty(index)) : batches;
    }

    private DatomCursor retiredUntil(Index index, KeyRange range, Direction direction) {
        List<DatomBatch> kept = new ArrayList<>();
        try (DatomCursor cursor = current.cursor(index, range, Direction.FORWARD)) {
            while (cursor.next()) {
                DatomBatchBuilder builder = new DatomBatchBuilder(index);
                for (int i = cursor.from(); i < cursor.to(); i++) {
                    if (cursor.batch().retiredAt(i) <= tx) {
                        builder.append(cursor.batch(), i);
                    }
                }
                kept.add(builder.build());
            }
        }
        return new BatchCursor(kept.isEmpty() ? List.of(DatomBatch.empty(index)) : kept, range, direction);
    }

    /** AVET of every attribute that has keys in a range. */
    private List<DatomBatch> byValue(KeyRange range) {
        List<DatomBatch> batches = new ArrayList<>();
        for (Attribute attribute : schema.attributes()) {
            Bytes begin = new KeyBuffer().attribute(attribute.id()).toBytes();
            Bytes end = new KeyBuffer().attribute(attribute.id() + 1).toBytes();
            boolean overlaps = range.lower().compareTo(end) < 0
                    && (range.upper() == null || range.upper().compareTo(begin) > 0);
            if (overlaps && attribute.inAvet()) {
                batches.add(byValue.computeIfAbsent(attribute.id(), this::sortedByValue));
            }
        }
        return batches.isEmpty() ? List.of(DatomBatch.empty(Index.AVET)) : batches;
    }

    private DatomBatch sortedByValue(int attribute) {
        DatomBatchBuilder column = new DatomBatchBuilder(Index.AEVT);
        try (DatomCursor cursor = cursor(Index.AEVT, KeyRange.ofAttribute(attribute), Direction.FORWARD)) {
            while (cursor.next()) {
                column.append(cursor.batch(), cursor.from(), cursor.to());
            }
        }
        return DatomSorter.sort(column.build(), Index.AVET);
    }
}
