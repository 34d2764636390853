package org.cairndb.storage.sync;

import java.time.Duration;

/**
 * How much a copy does at once.
 *
 * @param threads chunks of leaves that are under way at once
 * @param chunkNodes most leaves of a chunk
 * @param chunkBytes most bytes of a chunk
 * @param parentBytes most bytes of branch nodes that wait for their children
 * @param listAfter leaves of a known branch after which the destination is listed
 * @param trusted age up to which a node that nothing refers to counts as present
 */
record CopyLimits(int threads, int chunkNodes, long chunkBytes, long parentBytes, int listAfter, Duration trusted) {
    static final CopyLimits STANDARD = new CopyLimits(4, 512, 4 << 20, 4 << 20, 1_000, Duration.ofHours(1));
}
