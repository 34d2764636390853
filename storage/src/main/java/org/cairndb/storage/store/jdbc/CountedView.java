package org.cairndb.storage.store.jdbc;

import org.cairndb.storage.store.ForwardingNodeStore;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.RequestCounter;

/** A view of a store that its owner closes. */
final class CountedView extends ForwardingNodeStore {
    CountedView(NodeStore store) {
        super(store);
    }

    @Override
    public NodeStore countedBy(RequestCounter counter) {
        return delegate().countedBy(counter);
    }

    @Override
    public void close() {
        // The view holds nothing of its own.
    }
}
