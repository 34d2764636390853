package org.cairndb.storage.snapshot;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.storage.cache.LoadLimit;
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
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.tree.NodeSource;
import org.jspecify.annotations.Nullable;

/** Nodes of a store: fetched, verified against their hash, decoded, and kept in a cache. Safe for several threads. */
public final class NodeReader implements NodeSource {
    private static final Variant<Decoded> DECODED = Variant.of("decoded", Decoded.class);
    /** About what a datom takes in memory. */
    private static final int DECODED_BYTES_PER_DATOM = 32;

    private static final int SHARE_OF_CACHE = 4;

    /** Without a count. */
    private final NodeStore origin;

    private final NodeStore store;
    private final NodeCache cache;
    private final int parallelFetches;
    private final int nodesPerFetch;
    private final LoadLimit limit;
    private final @Nullable ReadingWork work;

    /** What the cache keeps of a node. */
    record Decoded(Node node) implements Weighted {
        @Override
        public long weightInBytes() {
            return node.weightInBytes();
        }
    }

    /** Reads from a store through a cache. */
    public NodeReader(NodeStore store, NodeCache cache) {
        this.origin = store;
        this.store = store;
        this.cache = cache;
        this.parallelFetches = store.parallelFetches();
        this.nodesPerFetch = store.nodesPerFetch();
        this.limit = cache.limitOf(store.displayUri(), parallelFetches);
        this.work = null;
    }

    private NodeReader(NodeReader reader, NodeStore store, @Nullable ReadingWork work) {
        this.origin = reader.origin;
        this.store = store;
        this.cache = reader.cache;
        this.parallelFetches = reader.parallelFetches;
        this.nodesPerFetch = reader.nodesPerFetch;
        this.limit = reader.limit;
        this.work = work;
    }

    /** A reader for one piece of work, whose requests are counted. */
    NodeReader countedBy(RequestCounter counter) {
        return new NodeReader(this, origin.countedBy(counter), new ReadingWork(counter, datomsAhead(cache)));
    }

    /** A reader whose requests are not counted. */
    NodeReader uncounted() {
        return work == null ? this : new NodeReader(this, origin, null);
    }

    /** Whether a node is in memory or on its way. */
    boolean isExpected(NodeId id) {
        return cache.isExpected(id, DECODED);
    }

    /** The store that nodes come from. */
    NodeStore store() {
        return store;
    }

    /** The cache that nodes go through. */
    NodeCache cache() {
        return cache;
    }

    /** Gives up what was asked for ahead and has not been sent. */
    void stopReadingAhead() {
        if (work != null) {
            work.close();
        }
    }

    @Override
    public Node load(NodeId id, Index index, int level) {
        Node node = decoded(id).node();
        if (node.index() != index || node.level() != level) {
            throw corrupt(
                    id,
                    "is a node of index %s at level %d where one of %s at level %d belongs"
                            .formatted(node.index(), node.level(), index, level));
        }
        return node;
    }

    private Decoded decoded(NodeId id) {
        @Nullable Decoded present = cache.present(id, DECODED);
        if (work == null) {
            return present == null ? cache.get(id, DECODED, this::fetch) : present;
        }
        if (present == null) {
            present = work.held(id);
        }
        if (present != null) {
            work.used(id);
            return present;
        }
        int wave = work.waveOf(id);
        Decoded loaded = cache.get(id, DECODED, this::fetch);
        work.waitedFor(wave);
        return loaded;
    }

    @Override
    public boolean isAtHand(NodeId id) {
        return cache.peek(id, DECODED).isPresent();
    }

    @Override
    public int parallelFetches() {
        return parallelFetches;
    }

    @Override
    public long maxDatomsAhead() {
        return datomsAhead(cache);
    }

    private static long datomsAhead(NodeCache cache) {
        return cache.maxBytes() / (SHARE_OF_CACHE * DECODED_BYTES_PER_DATOM);
    }

    @Override
    public int loadSoon(List<NodeId> ids) {
        if (parallelFetches == 1) {
            return 0;
        }
        List<NodeId> absent =
                ids.stream().filter(id -> !cache.isExpected(id, DECODED)).toList();
        if (absent.isEmpty()) {
            return 0;
        }
        if (work == null) {
            cache.loadSoon(absent, DECODED, limit, nodesPerFetch, this::fetchAll);
        } else {
            work.asked(absent);
            work.add(cache.loadSoon(
                    absent, DECODED, limit, nodesPerFetch, wanted -> work.hold(wanted, fetchAll(wanted))));
        }
        return absent.size();
    }

    private List<Decoded> fetchAll(List<NodeId> ids) {
        if (ids.size() == 1) {
            return List.of(fetch(ids.get(0)));
        }
        List<Fetch> fetches = store.fetchNodes(ids);
        List<Decoded> decoded = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            decoded.add(decoded(ids.get(i), fetches.get(i)));
        }
        return decoded;
    }

    private Decoded fetch(NodeId id) {
        return decoded(id, store.fetchNode(id));
    }

    private Decoded decoded(NodeId id, Fetch fetch) {
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
