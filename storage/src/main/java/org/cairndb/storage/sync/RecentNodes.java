package org.cairndb.storage.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.ForwardingNodeStore;
import org.cairndb.storage.store.NodeStore;
import org.jspecify.annotations.Nullable;

/**
 * A store that remembers the nodes fetched last, so that what was read to find differences is not fetched again to be
 * copied. Safe for several threads.
 */
final class RecentNodes extends ForwardingNodeStore {
    private static final long MAX_BYTES = 64L << 20;

    private final Object lock = new Object();
    private final Map<NodeId, Bytes> recent = new LinkedHashMap<>(16, 0.75f, true);
    private long recentBytes;

    RecentNodes(NodeStore store) {
        super(store);
    }

    @Override
    public Fetch fetchNode(NodeId id) {
        return fetchNodes(List.of(id)).get(0);
    }

    @Override
    public List<Fetch> fetchNodes(List<NodeId> ids) {
        return fetch(ids, true);
    }

    /**
     * Nodes with bytes that match their ids; they are not remembered.
     *
     * @throws CairnException NODE_CORRUPT for a node that is missing or damaged
     */
    List<StoredNode> verified(List<NodeId> ids) {
        return verified(ids, fetch(ids, false));
    }

    /**
     * One node with bytes that match its id.
     *
     * @throws CairnException NODE_CORRUPT if it is missing or damaged
     */
    StoredNode verified(NodeId id) {
        return verified(List.of(id), fetch(List.of(id), true)).get(0);
    }

    private List<StoredNode> verified(List<NodeId> ids, List<Fetch> fetches) {
        List<StoredNode> nodes = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            if (!(fetches.get(i) instanceof Fetch.Found found)) {
                throw corrupt(ids.get(i), "is missing");
            }
            if (!NodeId.of(found.bytes()).equals(ids.get(i))) {
                throw corrupt(ids.get(i), "does not match its hash");
            }
            nodes.add(new StoredNode(ids.get(i), found.bytes()));
        }
        return nodes;
    }

    private List<Fetch> fetch(List<NodeId> ids, boolean remember) {
        Map<NodeId, Fetch> known = new HashMap<>();
        List<NodeId> absent = new ArrayList<>();
        for (NodeId id : ids) {
            @Nullable Bytes bytes = recall(id);
            if (bytes == null) {
                absent.add(id);
            } else {
                known.put(id, new Fetch.Found(bytes));
            }
        }
        if (!absent.isEmpty()) {
            List<Fetch> fetches = super.fetchNodes(absent);
            for (int i = 0; i < absent.size(); i++) {
                known.put(absent.get(i), fetches.get(i));
                if (remember && fetches.get(i) instanceof Fetch.Found found) {
                    remember(absent.get(i), found.bytes());
                }
            }
        }
        return ids.stream().map(id -> Objects.requireNonNull(known.get(id))).toList();
    }

    private @Nullable Bytes recall(NodeId id) {
        synchronized (lock) {
            return recent.get(id);
        }
    }

    private void remember(NodeId id, Bytes bytes) {
        synchronized (lock) {
            if (recent.put(id, bytes) == null) {
                recentBytes += bytes.length();
            }
            Iterator<Bytes> oldest = recent.values().iterator();
            while (recentBytes > MAX_BYTES) {
                recentBytes -= oldest.next().length();
                oldest.remove();
            }
        }
    }

    private CairnException corrupt(NodeId id, String problem) {
        return new CairnException(
                ErrorCode.NODE_CORRUPT,
                "Node %s in \"%s\" %s; run the store check".formatted(id.hex(), displayUri(), problem));
    }
}
