package org.cairndb.storage.testing;

import org.cairndb.storage.store.ForwardingNodeStore;
import org.cairndb.storage.store.NodeStore;

/** A store that is read as if it were behind a network: many fetches at once, level by level. */
public final class NetworkStore extends ForwardingNodeStore {
    private static final int PARALLEL_FETCHES = 32;

    /** Stores what another store does. */
    public NetworkStore(NodeStore delegate) {
        super(delegate);
    }

    @Override
    public int parallelFetches() {
        return PARALLEL_FETCHES;
    }
}
