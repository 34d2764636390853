package org.cairndb.storage.snapshot;

import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.cache.Variant;
import org.cairndb.storage.cache.Weighted;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.Node;
import org.cairndb.storage.node.NodeCodec;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.tree.NodeSource;

/** Nodes of a store: fetched, verified against their hash, decoded, and kept in a cache. Safe for several threads. */
public final class NodeReader implements NodeSource {
    private static final Variant<Decoded> DECODED = Variant.of("decoded", Decoded.class);

    private final NodeStore store;
    private final NodeCache cache;

    /** What the cache keeps of a node. */
    private record Decoded(Node node) implements Weighted {
        @Override
        public long weightInBytes() {
            return node.weightInBytes();
        }
    }

    /** Reads from a store through a cache. */
    public NodeReader(NodeStore store, NodeCache cache) {
        this.store = store;
        this.cache = cache;
    }

    /** The cache that nodes go through. */
    NodeCache cache() {
        return cache;
    }

    @Override
    public Node load(NodeId id, Index index, int level) {
        Node node = cache.get(id, DECODED, this::fetch).node();
        if (node.index() != index || node.level() != level) {
            throw corrupt(
                    id,
                    "is a node of index %s at level %d where one of %s at level %d belongs"
                            .formatted(node.index(), node.level(), index, level));
        }
        return node;
    }

    private Decoded fetch(NodeId id) {
        Fetch fetch = store.fetchNode(id);
        if (fetch instanceof Fetch.Found found) {
            return new Decoded(decode(id, found.bytes()));
        }
        throw corrupt(id, "is missing");
    }

    private Node decode(NodeId id, Bytes stored) {
        if (!NodeId.of(stored).equals(id)) {
            throw corrupt(id, "does not match its hash");
        }
        return NodeCodec.decode(stored, id);
    }

    private CairnException corrupt(NodeId id, String problem) {
        return new CairnException(
                ErrorCode.NODE_CORRUPT,
                "Node %s in \"%s\" %s; run the store check and restore the node from a copy"
                        .formatted(id.hex(), store.displayUri(), problem));
    }
}
