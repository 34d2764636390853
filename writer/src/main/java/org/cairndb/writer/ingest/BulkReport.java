package org.cairndb.writer.ingest;

import java.time.Instant;
import org.cairndb.storage.snapshot.Snapshot;

/**
 * What a bulk load committed.
 *
 * @param tx the one transaction of the load
 * @param instant when it was committed
 * @param datoms datoms that the caller added, without markers and the transaction's own
 * @param snapshot the state after it
 */
public record BulkReport(long tx, Instant instant, long datoms, Snapshot snapshot) {}
