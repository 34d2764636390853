package org.cairndb.storage.store.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.cairndb.storage.node.StoredNode;

/** Cuts long lists into parts for one statement each. */
final class Batches {
    private Batches() {}

    static <T> List<List<T>> ofSize(List<T> items, int size) {
        var batches = new ArrayList<List<T>>();
        for (int from = 0; from < items.size(); from += size) {
            batches.add(items.subList(from, Math.min(from + size, items.size())));
        }
        return batches;
    }

    /** Parts of at most so many nodes and bytes; a node that is larger alone is a part of its own. */
    static List<List<StoredNode>> ofBytes(Collection<StoredNode> nodes, int size, long maxBytes) {
        var batches = new ArrayList<List<StoredNode>>();
        var batch = new ArrayList<StoredNode>();
        long bytes = 0;
        for (StoredNode node : nodes) {
            if (!batch.isEmpty()
                    && (batch.size() == size || bytes + node.bytes().length() > maxBytes)) {
                batches.add(List.copyOf(batch));
                batch.clear();
                bytes = 0;
            }
            batch.add(node);
            bytes += node.bytes().length();
        }
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
        return batches;
    }
}
