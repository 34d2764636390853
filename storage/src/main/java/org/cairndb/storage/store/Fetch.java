package org.cairndb.storage.store;

import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.node.NodeId;

/** Result of asking a store for a node. */
public sealed interface Fetch {
    /** The stored bytes, not yet checked against the node id. */
    record Found(Bytes bytes) implements Fetch {}

    /** The store has no such node. */
    record Missing(NodeId id) implements Fetch {}
}
