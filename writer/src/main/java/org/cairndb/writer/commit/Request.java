package org.cairndb.writer.commit;

import java.util.concurrent.CompletableFuture;
import org.cairndb.writer.tx.Transact;
import org.cairndb.writer.tx.TxReport;

/**
 * A transaction that waits for its commit.
 *
 * @param nonce stays the same over all tries, so that a try whose answer was lost is found again
 */
record Request(Transact transact, long nonce, CompletableFuture<TxReport> result) {}
