package org.cairndb.storage.sync;

import java.util.OptionalLong;
import org.cairndb.storage.store.RequestTotals;

/**
 * What a sync of one branch did.
 *
 * @param branch name of the branch
 * @param fromTx the newest transaction that the destination had; empty if it did not have the branch
 * @param toTx the newest transaction that it has now
 * @param changed whether anything was to be done
 * @param nodesCopied nodes that were put
 * @param bytesCopied bytes of these nodes and of the head
 * @param nodesSkipped nodes that were there already; a subtree that was skipped as a whole counts as one
 * @param bytesSkipped bytes of these nodes
 * @param source requests to the source
 * @param destination requests to the destination
 */
public record SyncReport(
        String branch,
        OptionalLong fromTx,
        long toTx,
        boolean changed,
        long nodesCopied,
        long bytesCopied,
        long nodesSkipped,
        long bytesSkipped,
        RequestTotals source,
        RequestTotals destination) {}
