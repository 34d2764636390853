package org.cairndb.storage.snapshot;

import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;

/**
 * The effective datoms of one transaction: what it adds is absent before it and what it retracts is present, so that it can be replayed alone. It holds
 * the datoms of its own transaction entity, of new attributes and of presence too.
 *
 * @param tx its number, counted from 1
 * @param datoms in the order of LOG, retractions marked, all with this tx
 */
public record Transaction(long tx, DatomBatch datoms) {
    /** Refuses datoms in another order or of another transaction. */
    public Transaction {
        boolean ofTx = datoms.size() == 0 || (datoms.txs().isConstant() && datoms.tx(0) == tx);
        if (tx < 1 || datoms.index() != Index.LOG || !ofTx) {
            throw new IllegalArgumentException("Transaction %d needs its own datoms in the order of LOG".formatted(tx));
        }
    }

    /** The bytes that the commit chain hashes and the tail stores; equal datoms give equal bytes. */
    public Bytes encode() {
        return TransactionCodec.encode(this);
    }
}
