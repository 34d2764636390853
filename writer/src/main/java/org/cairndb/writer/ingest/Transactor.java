package org.cairndb.writer.ingest;

import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.writer.tx.Transact;
import org.cairndb.writer.tx.TxReport;

/** What commits the transactions that this package reads; a writer. */
public interface Transactor {
    /** Commits one transaction. */
    TxReport transact(Transact transaction);

    /** The newest snapshot. */
    Snapshot snapshot();
}
