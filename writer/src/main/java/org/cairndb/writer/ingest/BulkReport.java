package org.cairndb.writer.ingest;

import java.time.Instant;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.RequestTotals;

/**
 * What a bulk load committed.
 *
 * @param tx the transaction that holds everything loaded
 * @param instant when it was committed
 * @param entities how many entities were loaded
 * @param datoms how many datoms the caller added, without markers and the transaction's own
 * @param idShift what to add to the ids that {@link BulkLoader#begin} gave; 0 unless other transactions made entities while the load was staged
 * @param snapshot the database right after
 * @param requests what the load asked of the store, tries that failed included
 */
public record BulkReport(
        long tx,
        Instant instant,
        long entities,
        long datoms,
        long idShift,
        Snapshot snapshot,
        RequestTotals requests) {}
