package org.cairndb.storage.store;

import java.time.Instant;
import org.cairndb.storage.node.NodeId;

/** One line of a store's listing: a node, its stored size, and when it was last put. */
public record NodeEntry(NodeId id, long sizeInBytes, Instant storedAt) {}
