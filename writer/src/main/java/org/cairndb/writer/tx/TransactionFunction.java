package org.cairndb.writer.tx;

import java.util.List;
import org.cairndb.storage.snapshot.Snapshot;

/**
 * A part of a transaction that depends on the state it is applied to. It runs again whenever another writer committed in between, so it must depend on
 * nothing but its snapshot and have no effect of its own.
 */
@FunctionalInterface
public interface TransactionFunction {
    /** The operations to apply, given the state right before the transaction. An exception aborts the transaction. */
    List<Operation> apply(Snapshot before);
}
