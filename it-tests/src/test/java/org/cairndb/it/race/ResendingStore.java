package org.cairndb.it.race;

import java.util.Optional;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.ForwardingNodeStore;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.NodeStore;

/** Sends a swap again when its answer is lost, as careless clients and proxies do, and takes the second answer for the outcome. */
final class ResendingStore extends ForwardingNodeStore {
    private int resent;

    ResendingStore(NodeStore delegate) {
        super(delegate);
    }

    /** How many swaps were sent again. */
    synchronized int resent() {
        return resent;
    }

    @Override
    public HeadSwap swapHead(String branch, Optional<HeadVersion> expected, Bytes next) {
        try {
            return super.swapHead(branch, expected, next);
        } catch (CairnException e) {
            if (e.code() != ErrorCode.OUTCOME_UNKNOWN) {
                throw e;
            }
            synchronized (this) {
                resent++;
            }
            return super.swapHead(branch, expected, next);
        }
    }
}
