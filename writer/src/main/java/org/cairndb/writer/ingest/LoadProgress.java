package org.cairndb.writer.ingest;

/** Learns how far a load is. Called from several threads, one at a time for each index. */
@FunctionalInterface
public interface LoadProgress {
    /** So many datoms of a total have been merged into indexes; a datom counts once for each index that holds it. */
    void merged(long done, long total);
}
