package org.cairndb.writer.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomSorter;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.BulkLoad;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.writer.commit.BranchHead;
import org.cairndb.writer.commit.CommitQueue;
import org.cairndb.writer.commit.CommitSettings;
import org.cairndb.writer.commit.ExclusiveCommit;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Preparation;
import org.cairndb.writer.tx.Stamp;
import org.cairndb.writer.tx.TailChanges;
import org.cairndb.writer.tx.Transact;

/**
 * Commits a staged load: first the attribute definitions as a transaction of their own, then the data. If another process moves the head meanwhile, the
 * indexes are built again upon the new head, with ids moved up.
 */
public final class BulkCommit {
    private static final int MAX_TRIES = 5;
    private static final int PASSES = 3;
    private static final int UPLOAD_THREADS = 2;

    private final CommitQueue queue;
    private final BranchHead head;
    private final CommitSettings settings;
    private final Map<String, Object> defaultMetadata;

    /** Commits to a branch through the queue of its writer. */
    public BulkCommit(
            CommitQueue queue, BranchHead head, CommitSettings settings, Map<String, Object> defaultMetadata) {
        this.queue = queue;
        this.head = head;
        this.settings = settings;
        this.defaultMetadata = defaultMetadata;
    }

    Snapshot snapshot() {
        return head.refresh().snapshot();
    }

    BulkReport run(BulkLoader loader) {
        Transact own = ownContent(loader);
        define(loader, own);
        ExecutorService executor = Executors.newFixedThreadPool(PASSES + UPLOAD_THREADS, task -> {
            Thread thread = new Thread(task, "cairn-bulk-load");
            thread.setDaemon(true);
            return thread;
        });
        BranchHead counted = head.countedBy(new RequestCounter());
        try (ExclusiveCommit exclusive = new ExclusiveCommit(queue, counted, settings)) {
            for (int i = 0; i < MAX_TRIES; i++) {
                Optional<BulkReport> report = new Try(loader, exclusive, counted, executor).run(own);
                if (report.isPresent()) {
                    return report.get();
                }
            }
        } finally {
            executor.shutdown();
        }
        throw new CairnException(
                ErrorCode.HEAD_MOVED,
                "Other writers committed to \"%s\" during each of %d tries of a load; stop them or load in smaller parts"
                        .formatted(head.store().displayUri(), MAX_TRIES));
    }

    private Transact ownContent(BulkLoader loader) {
        Map<String, Object> metadata = new LinkedHashMap<>(defaultMetadata);
        metadata.putAll(loader.metadata());
        Transact.Builder builder = Transact.builder();
        metadata.forEach(builder::metadata);
        return builder.build();
    }

    /** The data must bring no new attribute, so definitions and metadata are committed before it where they are new. */
    private void define(BulkLoader loader, Transact own) {
        List<Operation> operations = new ArrayList<>();
        loader.definitions().forEach(spec -> operations.add(Operation.define(spec)));
        operations.addAll(own.operations());
        Schema schema = snapshot().schema();
        boolean known = own.operations().stream()
                        .allMatch(operation -> schema.find(((Operation.Add) operation).attribute())
                                .isPresent())
                && loader.columns().values().stream()
                        .allMatch(column -> schema.find(column.attribute().ident())
                                .filter(attribute -> attribute.equals(column.attribute()))
                                .isPresent());
        if (!known) {
            join(queue.submit(Transact.of(operations)));
        }
    }

    private static void join(CompletableFuture<?> future) {
        try {
            future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** One building of all indexes upon one head. */
    private final class Try {
        private final BulkLoader loader;
        private final ExclusiveCommit exclusive;
        private final ExecutorService executor;
        private final BranchHead.Known base;
        private final BranchHead counted;

        Try(BulkLoader loader, ExclusiveCommit exclusive, BranchHead counted, ExecutorService executor) {
            this.loader = loader;
            this.exclusive = exclusive;
            this.counted = counted;
            this.executor = executor;
            this.base = exclusive.flushed();
        }

        Optional<BulkReport> run(Transact own) {
            Snapshot before = counted.counted(base.snapshot());
            Stamp stamp = Stamp.after(
                    before, settings.clock().instant(), settings.random().nextLong());
            LoadPlan plan = plan(before, stamp, own);
            NodeUploader uploader = new NodeUploader(counted.store(), settings, executor);
            BulkLoad load = new BulkLoad(before, plan.datoms(), uploader);
            feed(plan, load, uploader);
            Snapshot after = load.finish(stamp.instant()).uncounted();
            uploader.await(uploader.mark());
            if (!exclusive.replace(base, after, stamp.nonce())) {
                return Optional.empty();
            }
            return Optional.of(new BulkReport(
                    stamp.tx(),
                    stamp.instant(),
                    loader.entities(),
                    loader.datoms(),
                    shift(before),
                    after,
                    counted.requests()));
        }

        private long shift(Snapshot before) {
            return before.head().nextEntity() - loader.firstEntity();
        }

        private LoadPlan plan(Snapshot before, Stamp stamp, Transact own) {
            long first = loader.firstEntity();
            Runs.Move move = new Runs.Move(first, first + loader.entities(), shift(before));
            LoadPlan plan = new LoadPlan(stamp.tx(), move, loader.blocks());
            Schema schema = before.schema();
            loader.columns()
                    .forEach(
                            (ident, column) -> plan.addStaged(schema.find(ident).orElseThrow(), column.staged()));
            loader.presences()
                    .forEach((namespace, presence) -> schema.presenceOf(namespace)
                            .ifPresent(attribute -> plan.addStaged(attribute, presence.staged())));
            DatomBatch datoms = Preparation.prepare(before, TailChanges.none(), own, stamp)
                    .transaction()
                    .datoms();
            DatomBatch sorted = DatomSorter.sort(datoms, Index.AEVT);
            for (int ordinal = 0; ordinal < sorted.columnCount(); ordinal++) {
                Attribute attribute = schema.attribute(sorted.columnAttribute(ordinal));
                int size = sorted.column(ordinal).size();
                long[] entities = new long[size];
                sorted.entities().copyTo(sorted.runStart(ordinal), sorted.runStart(ordinal) + size, entities, 0);
                plan.addOwn(attribute, new Run(entities, sorted.column(ordinal)));
            }
            return plan;
        }

        private void feed(LoadPlan plan, BulkLoad load, NodeUploader uploader) {
            BulkSettings sizes = loader.settings();
            AtomicLong merged = new AtomicLong();
            Pace.Progress progress = datoms -> loader.progress().merged(merged.addAndGet(datoms), plan.indexedDatoms());
            EavtPass eavt = new EavtPass(plan, load, new Pace(uploader, progress));
            AevtPass aevt = new AevtPass(plan, load, new Pace(uploader, progress), sizes.chunkDatoms());
            AvetPass avet = new AvetPass(plan, load, new Pace(uploader, progress), base.snapshot(), sizes);
            CompletableFuture<?> all = CompletableFuture.allOf(
                    CompletableFuture.runAsync(eavt::run, executor),
                    CompletableFuture.runAsync(aevt::run, executor),
                    CompletableFuture.runAsync(avet::run, executor));
            join(all);
        }
    }
}
