package org.cairndb.writer.ingest;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.tree.NodeSink;

/** Collects new nodes and puts many at once. Safe for several threads. */
final class NodeBuffer implements NodeSink {
    private static final int MAX_NODES = 256;

    private final NodeStore store;
    private List<StoredNode> waiting = new ArrayList<>();

    NodeBuffer(NodeStore store) {
        this.store = store;
    }

    @Override
    public void accept(StoredNode node) {
        List<StoredNode> full = List.of();
        synchronized (this) {
            waiting.add(node);
            if (waiting.size() >= MAX_NODES) {
                full = waiting;
                waiting = new ArrayList<>();
            }
        }
        store.putNodes(full);
    }

    /** Puts everything taken so far by this thread. */
    void flush() {
        List<StoredNode> rest;
        synchronized (this) {
            rest = waiting;
            waiting = new ArrayList<>();
        }
        store.putNodes(rest);
    }
}
