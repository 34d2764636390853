package org.cairndb.storage.snapshot;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;

/**
 * Operations on a range of entities. It begins with all entities from the first on; when more operations come than may be held, it keeps those on about the
 * lower half of the entities and ends there. Operations on one entity stay together, however many they are.
 */
final class ChangeWindow {
    /** About what an operation takes whose value is a number. */
    private static final int BYTES_PER_OPERATION = 32;

    private final long begin;
    private final Changes.Options options;
    private long end = EntityIds.TX_BASE;
    private long maxBytes;
    private final Map<Side, DatomBatchBuilder> held = new EnumMap<>(Side.class);

    /** The way from one state back to the ancestor, and forth to the other. */
    enum Side {
        UNDONE,
        DONE
    }

    ChangeWindow(long begin, Changes.Options options) {
        this.begin = begin;
        this.options = options;
        this.maxBytes = options.maxBytes();
        for (Side side : Side.values()) {
            held.put(side, new DatomBatchBuilder(Index.LOG));
        }
    }

    /** The first entity. */
    long begin() {
        return begin;
    }

    /** The first entity beyond. */
    long end() {
        return end;
    }

    /** To be called before more operations are read. */
    void beforeRead() {
        options.beforeRead().run();
    }

    /** The operations of a side in the order of LOG; they are not held any more. */
    DatomBatch take(Side side) {
        return Objects.requireNonNull(held.remove(side)).build();
    }

    /** Holds those of some operations of LOG that are inside and of wanted attributes. */
    void add(Side side, DatomBatch log, int from, int to) {
        appendInside(Objects.requireNonNull(held.get(side)), log, from, to);
        long bytes = 0;
        for (DatomBatchBuilder builder : held.values()) {
            bytes += (long) builder.size() * BYTES_PER_OPERATION + builder.textBytes();
        }
        if (bytes > maxBytes) {
            shrink();
        }
    }

    private void appendInside(DatomBatchBuilder builder, DatomBatch log, int from, int to) {
        boolean[] wanted = new boolean[log.columnCount()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = options.attributes().test(log.columnAttribute(i));
        }
        int runStart = from;
        for (int i = from; i < to; i++) {
            long entity = log.entity(i);
            if (entity < begin || entity >= end || !wanted[log.ordinal(i)]) {
                builder.append(log, runStart, i);
                runStart = i + 1;
            }
        }
        builder.append(log, runStart, to);
    }

    private void shrink() {
        Map<Side, DatomBatch> batches = new EnumMap<>(Side.class);
        held.forEach((side, builder) -> batches.put(side, builder.build()));
        long middle = middle(batches);
        if (middle == begin) {
            maxBytes *= 2;
        } else {
            end = middle;
        }
        batches.forEach((side, batch) -> {
            DatomBatchBuilder builder = new DatomBatchBuilder(Index.LOG);
            appendInside(builder, batch, 0, batch.size());
            held.put(side, builder);
        });
    }

    /** The entity of the median operation; where that is the first entity, the next one, or the beginning if there is no other. */
    private long middle(Map<Side, DatomBatch> batches) {
        long[] entities = batches.values().stream()
                .flatMapToLong(batch -> IntStream.range(0, batch.size()).mapToLong(batch::entity))
                .toArray();
        Arrays.sort(entities);
        int place = entities.length / 2;
        while (place < entities.length && entities[place] == entities[0]) {
            place++;
        }
        return place == entities.length ? begin : entities[place];
    }
}
