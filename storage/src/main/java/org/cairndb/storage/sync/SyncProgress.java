package org.cairndb.storage.sync;

/** Learns how far a sync is. Called from several threads, one at a time. */
@FunctionalInterface
public interface SyncProgress {
    /** Tells nobody. */
    SyncProgress NONE = (branch, nodes, bytes) -> {};

    /**
     * So much has been copied so far.
     *
     * @param branch the branch that is being copied
     * @param nodes nodes of it that were put
     * @param bytes bytes of these nodes
     */
    void copied(String branch, long nodes, long bytes);
}
