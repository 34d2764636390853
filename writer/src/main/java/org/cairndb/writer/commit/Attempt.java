package org.cairndb.writer.commit;

import java.util.List;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.RequestTotals;
import org.cairndb.writer.tx.Prepared;
import org.cairndb.writer.tx.TxReport;

/**
 * A group of transactions made ready to replace one head.
 *
 * @param base the head that it follows
 * @param after the database after the whole group
 * @param nodes what a flush made, to be stored before the head
 * @param entries the transactions, at least one
 * @param refusals what breaks a rule after those transactions, and perhaps not without them: of no account until they are durable
 */
record Attempt(
        BranchHead.Known base, Snapshot after, List<StoredNode> nodes, List<Entry> entries, List<Refusal> refusals) {
    /** One transaction of the group, and the database after it. */
    record Entry(Request request, Prepared prepared, Snapshot after) {
        private TxReport report(RequestTotals requests) {
            return new TxReport(prepared, after, requests);
        }
    }

    /** A request that was refused, and why. */
    record Refusal(Request request, Throwable reason) {}

    /** Whether a request is among the transactions, so that it is committed with them. */
    boolean has(Request request) {
        return entries.stream().anyMatch(entry -> entry.request().equals(request));
    }

    /** Whether a snapshot holds this group: all of it is there if its first transaction is. */
    boolean isIn(Snapshot snapshot) {
        Entry first = entries.get(0);
        return OwnTransaction.isIn(
                snapshot, first.prepared().transaction().tx(), first.request().nonce());
    }

    /** Tells every caller of the group that its transaction is durable, and what that took, or that it was refused. */
    void acknowledge(RequestTotals requests) {
        entries.forEach(entry -> entry.request().result().complete(entry.report(requests)));
        refusals.forEach(refusal -> refusal.request().result().completeExceptionally(refusal.reason()));
    }
}
