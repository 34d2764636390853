package org.cairndb.writer.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.tree.NodeSink;

/** Collects new nodes and puts many at once while the next ones are made: at most one put is under way. Not thread-safe. */
final class NodeBuffer implements NodeSink {
    private static final int MAX_NODES = 256;

    private final NodeStore store;
    private final Executor executor;
    private List<StoredNode> waiting = new ArrayList<>();
    private CompletableFuture<?> put = CompletableFuture.completedFuture(null);

    NodeBuffer(NodeStore store, Executor executor) {
        this.store = store;
        this.executor = executor;
    }

    @Override
    public void accept(StoredNode node) {
        waiting.add(node);
        if (waiting.size() >= MAX_NODES) {
            startPut();
        }
    }

    /** Starts to put what waits, once everything before is stored. */
    void startPut() {
        awaitPut();
        List<StoredNode> nodes = waiting;
        waiting = new ArrayList<>();
        if (!nodes.isEmpty()) {
            put = CompletableFuture.runAsync(() -> store.putNodes(nodes), executor);
        }
    }

    /** Waits until everything taken is stored. */
    void flush() {
        startPut();
        awaitPut();
    }

    private void awaitPut() {
        try {
            put.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}
