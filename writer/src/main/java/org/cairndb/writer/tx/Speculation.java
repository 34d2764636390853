package org.cairndb.writer.tx;

import java.time.Instant;
import org.cairndb.storage.snapshot.BranchStart;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.RequestCounter;

/**
 * What a database would be after a transaction, in memory: nothing is stored, and nobody else sees it. The snapshot can be read like any other, with SQL as
 * well, and further transactions can follow.
 *
 * <pre>{@code
 * TxReport report = Speculation.with(writer.snapshot(), Transact.of(Map.of("product/sku", "W001", "product/price", 7.99)));
 * Snapshot after = report.snapshot();
 * }</pre>
 */
public final class Speculation {
    private static final int MICRO_IN_NANOS = 1000;

    private Speculation() {}

    /**
     * The state right after a transaction on any snapshot, a past or a speculative one included, and what the transaction did. It is stamped a microsecond
     * after the last transaction of the snapshot.
     *
     * @throws org.cairndb.storage.error.CairnException if the transaction breaks a rule of docs/transactions.md; OPTION_INVALID for a past snapshot whose index
     *     roots are no longer stored
     */
    public static TxReport with(Snapshot before, Transact transaction) {
        Snapshot start = BranchStart.continuable(before);
        TailChanges tail = TailChanges.none();
        start.head().tail().forEach(done -> tail.apply(done, start.schema()));
        Instant instant = start.instant().plusNanos(MICRO_IN_NANOS);
        Prepared prepared = Preparation.prepare(start, tail, transaction, Stamp.after(start, instant, 0));
        return new TxReport(prepared, start.with(prepared.transaction()), new RequestCounter().totals());
    }
}
