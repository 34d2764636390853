package org.cairndb.storage.store.tier;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.ForwardingNodeStore;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.RequestCounter;

/**
 * A store with a faster tier in front of it.
 *
 * <p>Nodes are looked up in the tier first, the others are fetched from the store in one call and offered to the tier,
 * as are nodes that are put. Everything else goes to the store. Closing it closes the store, but not the tier, which
 * other stores may share.
 */
public final class TieredNodeStore extends ForwardingNodeStore {
    private final NodeTier tier;
    private final Optional<RequestCounter> counter;
    private final AtomicBoolean closed;

    /** Puts a tier in front of a store. */
    public TieredNodeStore(NodeStore store, NodeTier tier) {
        this(store, tier, Optional.empty(), new AtomicBoolean());
    }

    private TieredNodeStore(NodeStore store, NodeTier tier, Optional<RequestCounter> counter, AtomicBoolean closed) {
        super(store);
        this.tier = tier;
        this.counter = counter;
        this.closed = closed;
    }

    @Override
    public Fetch fetchNode(NodeId id) {
        Fetch near = find(List.of(id)).get(0);
        if (near instanceof Fetch.Found) {
            return near;
        }
        Fetch far = super.fetchNode(id);
        keep(List.of(id), List.of(far));
        return far;
    }

    @Override
    public List<Fetch> fetchNodes(List<NodeId> ids) {
        var fetched = new ArrayList<>(find(ids));
        var slots = new ArrayList<Integer>();
        for (int i = 0; i < ids.size(); i++) {
            if (fetched.get(i) instanceof Fetch.Missing) {
                slots.add(i);
            }
        }
        if (!slots.isEmpty()) {
            List<NodeId> absent = slots.stream().map(ids::get).toList();
            List<Fetch> far = super.fetchNodes(absent);
            for (int i = 0; i < far.size(); i++) {
                fetched.set(slots.get(i), far.get(i));
            }
            keep(absent, far);
        }
        return fetched;
    }

    @Override
    public void putNodes(Collection<StoredNode> nodes) {
        super.putNodes(nodes);
        tier.keep(nodes);
    }

    @Override
    public void deleteNodes(Collection<NodeId> ids) {
        tier.forget(ids);
        super.deleteNodes(ids);
    }

    @Override
    public NodeStore countedBy(RequestCounter requests) {
        return new View(new TieredNodeStore(delegate().countedBy(requests), tier, Optional.of(requests), closed));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            tier.flush();
            super.close();
        }
    }

    private List<Fetch> find(List<NodeId> ids) {
        if (closed.get()) {
            throw new CairnException(ErrorCode.CLOSED, "The store \"%s\" is closed".formatted(displayUri()));
        }
        List<Fetch> found = tier.find(ids);
        counter.ifPresent(requests -> found.forEach(fetch -> count(requests, fetch)));
        return found;
    }

    private static void count(RequestCounter requests, Fetch fetch) {
        if (fetch instanceof Fetch.Found found) {
            requests.foundOnDisk(found.bytes().length());
        }
    }

    private void keep(List<NodeId> ids, List<Fetch> fetches) {
        var nodes = new ArrayList<StoredNode>();
        for (int i = 0; i < ids.size(); i++) {
            if (fetches.get(i) instanceof Fetch.Found found) {
                nodes.add(new StoredNode(ids.get(i), found.bytes()));
            }
        }
        tier.keep(nodes);
    }

    /** A counting view, which leaves the store open when it is closed. */
    private static final class View extends ForwardingNodeStore {
        View(NodeStore store) {
            super(store);
        }

        @Override
        public void close() {
            // The view holds nothing of its own.
        }
    }
}
