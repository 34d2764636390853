package org.cairndb.writer.ingest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.DatomSorter;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.BulkLoad;
import org.cairndb.storage.snapshot.Flusher;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.writer.commit.BranchHead;
import org.cairndb.writer.commit.CommitSettings;
import org.jspecify.annotations.Nullable;

/**
 * Adds any number of new entities as one transaction. Not thread-safe.
 *
 * <p>Entities come one after another: {@link #begin} gives the next id, and the values that follow are its own. Full chunks are sorted for every index
 * and encoded by a second thread while the next one fills, and kept in memory or a temporary file; {@link #commit} merges them into the trees, two
 * indexes at a time, and swaps the head once. Memory does not grow with the load. Nothing is visible before the commit; a loader that is closed without
 * one leaves no trace but unreachable nodes.
 *
 * <p>Attributes must be defined by an earlier transaction. No other writer may commit to the branch meanwhile: then {@link #commit} fails with
 * HEAD_MOVED.
 */
public final class BulkLoader implements AutoCloseable {
    private static final int CHUNK_DATOMS = 1 << 19;
    private static final long CHUNK_TEXT_BYTES = 64L << 20;
    private static final long SPILL_MEMORY = 256L << 20;

    private final BranchHead head;
    private final CommitSettings settings;
    private final BranchHead.Known base;
    private final Snapshot flushedBase;
    private final NodeBuffer nodes;
    private final Schema schema;
    private final long tx;
    private final Spill spill = new Spill(SPILL_MEMORY);
    private final ExecutorService executor = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "cairn-bulk-load");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<Index, List<SortedRun>> runs = new HashMap<>();
    private final Map<String, Attribute> presence = new HashMap<>();

    private DatomBatchBuilder chunk = new DatomBatchBuilder(Index.EAVT);
    private CompletableFuture<?> sorting = CompletableFuture.completedFuture(null);
    private long entity;
    private final List<String> marked = new ArrayList<>();
    private long userDatoms;
    private long allDatoms;

    /** Begins a load on the newest state of a branch. */
    public BulkLoader(BranchHead head, CommitSettings settings) {
        this.head = head;
        this.settings = settings;
        this.base = head.refresh();
        this.nodes = new NodeBuffer(head.store());
        this.flushedBase = Flusher.flush(base.snapshot(), nodes);
        nodes.flush();
        this.schema = flushedBase.schema();
        this.tx = flushedBase.tx() + 1;
        this.entity = flushedBase.head().nextEntity() - 1;
        for (Index index : List.of(Index.EAVT, Index.AEVT, Index.AVET)) {
            runs.put(index, new ArrayList<>());
        }
    }

    /** The attributes that values can be added for. */
    public Schema schema() {
        return schema;
    }

    /** The id that {@link #begin} gives next; ids are consecutive, so references ahead can be computed. */
    public long nextEntity() {
        return entity + 1;
    }

    /** Begins a new entity. */
    public long begin() {
        marked.clear();
        if (chunk.size() >= CHUNK_DATOMS || chunk.textBytes() >= CHUNK_TEXT_BYTES) {
            sortChunk();
        }
        return ++entity;
    }

    /** Adds a value of type LONG, REF, INSTANT (micros), DATE (epoch day), TIME (micros of day) or BOOLEAN (0 or 1), or an unscaled DECIMAL of up to 18 digits. */
    public void addLong(Attribute attribute, long value) {
        mark(attribute);
        chunk.appendLong(attribute.id(), entity, value, tx);
        count();
    }

    /** Adds a value of type DOUBLE. */
    public void addDouble(Attribute attribute, double value) {
        mark(attribute);
        chunk.appendDouble(attribute.id(), entity, value, tx);
        count();
    }

    /** Adds a value of type STRING, KEYWORD or BYTES, given as bytes. */
    public void addText(Attribute attribute, Bytes value) {
        mark(attribute);
        chunk.appendText(attribute.id(), entity, value, tx);
        count();
    }

    /** Adds a value in the Java class of the attribute's type. */
    public void add(Attribute attribute, Object value) {
        mark(attribute);
        chunk.append(attribute, entity, value, tx);
        count();
    }

    private void count() {
        userDatoms++;
        allDatoms++;
    }

    private void mark(Attribute attribute) {
        String namespace = attribute.namespace();
        for (int i = 0; i < marked.size(); i++) {
            if (marked.get(i).equals(namespace)) {
                return;
            }
        }
        marked.add(namespace);
        Attribute marker = presence.computeIfAbsent(namespace, this::presenceOf);
        chunk.appendLong(marker.id(), entity, 1, tx);
        allDatoms++;
    }

    private Attribute presenceOf(String namespace) {
        return schema.presenceOf(namespace)
                .orElseThrow(() -> new CairnException(
                        ErrorCode.TRANSACTION_INVALID,
                        "No attribute of namespace \"%s\" is defined; define them by a transaction before the load"
                                .formatted(namespace)));
    }

    /** Hands the full chunk to the sorting thread. */
    private void sortChunk() {
        DatomBatch full = chunk.build();
        chunk = new DatomBatchBuilder(Index.EAVT);
        join(sorting);
        sorting = CompletableFuture.runAsync(() -> sort(full), executor);
    }

    private void sort(DatomBatch full) {
        for (Map.Entry<Index, List<SortedRun>> entry : runs.entrySet()) {
            Index index = entry.getKey();
            DatomBatch sorted = DatomSorter.sort(full, index, attribute -> holds(index, attribute));
            if (sorted.size() > 0) {
                entry.getValue().add(SortedRun.write(sorted, spill));
            }
        }
    }

    private boolean holds(Index index, int attribute) {
        return index != Index.AVET || schema.attribute(attribute).inAvet();
    }

    /**
     * Commits everything as one transaction.
     *
     * @throws CairnException UNIQUE_CONFLICT or TRANSACTION_INVALID where values break a rule of their attribute, HEAD_MOVED if another writer has
     *     committed meanwhile, OUTCOME_UNKNOWN when it is not known whether the load was committed
     */
    public BulkReport commit() {
        Instant instant = nextInstant();
        appendTransactionEntity(instant);
        sortChunk();
        join(sorting);
        BulkLoad load = new BulkLoad(flushedBase, allDatoms, nodes);
        CompletableFuture<?> rows = CompletableFuture.runAsync(() -> feedRows(load), executor);
        CompletableFuture<?> columns = CompletableFuture.runAsync(() -> feedColumns(load), executor);
        join(rows);
        join(columns);
        Snapshot loaded = load.finish(instant);
        nodes.flush();
        if (!head.swap(base, loaded)) {
            throw new CairnException(
                    ErrorCode.HEAD_MOVED,
                    "Another writer committed to branch \"%s\" of \"%s\" during the bulk load; nothing was loaded, so load again while no other writer is active"
                            .formatted(loaded.head().branch(), head.store().displayUri()));
        }
        return new BulkReport(tx, instant, userDatoms, loaded);
    }

    private Instant nextInstant() {
        Instant now = settings.clock().instant().truncatedTo(ChronoUnit.MICROS);
        Instant earliest = flushedBase.instant().plus(1, ChronoUnit.MICROS);
        return now.isBefore(earliest) ? earliest : now;
    }

    private void appendTransactionEntity(Instant instant) {
        long self = EntityIds.ofTx(tx);
        chunk.append(SystemAttributes.TX_INSTANT, self, instant, tx);
        chunk.append(SystemAttributes.TX_NONCE, self, settings.random().nextLong(), tx);
        allDatoms += 2;
    }

    private void feedRows(BulkLoad load) {
        CardinalityCheck check = new CardinalityCheck(schema);
        merge(Index.EAVT, rows -> {
            check.next(rows);
            load.addEavt(rows);
        });
    }

    private void feedColumns(BulkLoad load) {
        merge(Index.AEVT, load::addAevt);
        UniqueCheck check = new UniqueCheck(schema, flushedBase);
        merge(Index.AVET, values -> {
            check.next(values);
            load.addAvet(values);
        });
    }

    private void merge(Index index, Consumer<DatomBatch> target) {
        RunMerge merge = new RunMerge(index, CHUNK_DATOMS, chunkOfIndex -> {
            target.accept(chunkOfIndex);
            nodes.flush();
        });
        merge.merge(runs.getOrDefault(index, List.of()), spill);
    }

    private static void join(CompletableFuture<?> task) {
        try {
            task.join();
        } catch (CompletionException e) {
            @Nullable Throwable cause = e.getCause();
            throw cause instanceof RuntimeException failure ? failure : e;
        }
    }

    /** Drops what was not committed. */
    @Override
    public void close() {
        executor.shutdownNow();
        spill.close();
    }
}
