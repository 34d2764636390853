package org.cairndb.writer.tx;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.RequestTotals;
import org.jspecify.annotations.Nullable;

/** What a committed transaction did. Immutable. */
public final class TxReport {
    private final Prepared prepared;
    private final Snapshot after;
    private final RequestTotals requests;

    /** The report of a transaction, the snapshot right after it, and what its commit asked of the store. */
    public TxReport(Prepared prepared, Snapshot after, RequestTotals requests) {
        this.prepared = prepared;
        this.after = after;
        this.requests = requests;
    }

    /** The number of the transaction. */
    public long tx() {
        return prepared.transaction().tx();
    }

    /** When it was committed. */
    public Instant instant() {
        return prepared.instant();
    }

    /** The entity ids that the tempids of the request got. */
    public Map<String, Long> tempids() {
        return prepared.tempids();
    }

    /**
     * The entity id that a tempid of the request got.
     *
     * @throws IllegalArgumentException if the request had no such tempid
     */
    public long entity(String tempid) {
        @Nullable Long id = tempids().get(tempid);
        if (id == null) {
            throw new IllegalArgumentException("The transaction has no tempid \"%s\"".formatted(tempid));
        }
        return id;
    }

    /**
     * What the commit asked of the store, tries that failed included. Transactions that were committed by one head swap share it: each reports the requests
     * of the whole group.
     */
    public RequestTotals requests() {
        return requests;
    }

    /** The database right after the transaction. */
    public Snapshot snapshot() {
        return after;
    }

    /**
     * What was added and retracted, in the order of entity, attribute and value: metadata and attribute definitions included, Cairn's own markers (presence,
     * nonce) left out.
     */
    public List<Datom> datoms() {
        DatomBatch batch = batch();
        List<Datom> datoms = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Attribute attribute = after.schema().attribute(batch.attribute(i));
            if (!attribute.isPresence() && attribute.id() != SystemAttributes.TX_NONCE.id()) {
                datoms.add(batch.datom(i, after.schema()));
            }
        }
        return datoms;
    }

    /** Every datom of the transaction, as columns. */
    public DatomBatch batch() {
        return prepared.transaction().datoms();
    }
}
