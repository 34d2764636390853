package org.cairndb.storage.store.s3;

import org.cairndb.storage.store.ForwardingNodeStore;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.RequestCounter;

/** A store seen through a counter; closing it leaves the store open. */
final class S3View extends ForwardingNodeStore {
    S3View(S3NodeStore counted) {
        super(counted);
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
