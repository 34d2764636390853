package org.cairndb.storage.node;

import org.cairndb.storage.datom.Bytes;

/** A node as it is stored: its bytes and the id that these bytes hash to. */
public record StoredNode(NodeId id, Bytes bytes) {
    /** Hashes bytes to the node that they are. */
    public static StoredNode of(Bytes bytes) {
        return new StoredNode(NodeId.of(bytes), bytes);
    }
}
