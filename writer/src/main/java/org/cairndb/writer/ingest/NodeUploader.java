package org.cairndb.writer.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.tree.NodeSink;
import org.cairndb.writer.commit.CommitSettings;
import org.cairndb.writer.commit.Retries;

/** Stores nodes in the background, many at a time, with a bound on how many wait. Safe for several threads. */
final class NodeUploader implements NodeSink {
    private static final int BATCH_BYTES = 4 << 20;
    private static final int MAX_IN_FLIGHT = 4;

    private final NodeStore store;
    private final CommitSettings settings;
    private final Executor executor;
    private final Semaphore slots = new Semaphore(MAX_IN_FLIGHT);
    private final List<CompletableFuture<Void>> uploads = new ArrayList<>();
    private List<StoredNode> batch = new ArrayList<>();
    private long batchBytes;

    NodeUploader(NodeStore store, CommitSettings settings, Executor executor) {
        this.store = store;
        this.settings = settings;
        this.executor = executor;
    }

    @Override
    public synchronized void accept(StoredNode node) {
        batch.add(node);
        batchBytes += node.bytes().length();
        if (batchBytes >= BATCH_BYTES) {
            send();
        }
    }

    /** A mark behind every node taken so far. */
    synchronized int mark() {
        send();
        return uploads.size();
    }

    /** Waits until everything before a mark is stored. */
    void await(int mark) {
        List<CompletableFuture<Void>> awaited;
        synchronized (this) {
            awaited = List.copyOf(uploads.subList(0, mark));
        }
        try {
            awaited.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void send() {
        if (batch.isEmpty()) {
            return;
        }
        List<StoredNode> sent = batch;
        batch = new ArrayList<>();
        batchBytes = 0;
        slots.acquireUninterruptibly();
        uploads.add(
                CompletableFuture.runAsync(() -> put(sent), executor).whenComplete((done, failure) -> slots.release()));
    }

    private void put(List<StoredNode> nodes) {
        Retries.run(settings, () -> {
            store.putNodes(nodes);
            return nodes.size();
        });
    }
}
