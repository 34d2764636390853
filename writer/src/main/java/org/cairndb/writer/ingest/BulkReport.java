package org.cairndb.writer.ingest;

import java.time.Instant;
import org.cairndb.storage.snapshot.Snapshot;

/**
 * What a bulk load committed.
 *
 * @param tx the transaction that holds everything loaded
 * @param instant when it was committed
 * @param entities how many entities were loaded
 * @param datoms how many datoms the caller added, without markers and the transaction's own
 * @param idShift what to add to the ids that {@link BulkLoader#begin} gave; 0 unless other transactions made entities while the load was staged
 * @param snapshot the database right after
 */
public record BulkReport(long tx, Instant instant, long entities, long datoms, long idShift, Snapshot snapshot) {}
