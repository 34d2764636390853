package org.cairndb.storage.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;

/** A view of a store that answers each call by one request an object, and counts them. Closing it leaves the store open. */
final class CountedStore extends ForwardingNodeStore {
    private final RequestCounter counter;

    CountedStore(NodeStore store, RequestCounter counter) {
        super(store);
        this.counter = counter;
    }

    @Override
    public Fetch fetchNode(NodeId id) {
        sent(RequestKind.GET);
        return received(super.fetchNode(id));
    }

    @Override
    public List<Fetch> fetchNodes(List<NodeId> ids) {
        ids.forEach(id -> sent(RequestKind.GET));
        List<Fetch> fetches = super.fetchNodes(ids);
        fetches.forEach(this::received);
        return fetches;
    }

    @Override
    public void putNodes(Collection<StoredNode> nodes) {
        for (StoredNode node : nodes) {
            sent(RequestKind.PUT);
            counter.written(node.bytes().length());
        }
        super.putNodes(nodes);
    }

    @Override
    public HeadRead readHead(String branch, Optional<HeadVersion> known) {
        sent(RequestKind.GET);
        HeadRead read = super.readHead(branch, known);
        if (read instanceof HeadRead.Found found) {
            counter.received(found.bytes().length());
        }
        return read;
    }

    @Override
    public HeadSwap swapHead(String branch, Optional<HeadVersion> expected, Bytes next) {
        sent(RequestKind.PUT);
        counter.written(next.length());
        return super.swapHead(branch, expected, next);
    }

    @Override
    public List<String> listHeads() {
        sent(RequestKind.LIST);
        return super.listHeads();
    }

    @Override
    public boolean deleteHead(String branch, HeadVersion expected) {
        sent(RequestKind.DELETE);
        return super.deleteHead(branch, expected);
    }

    @Override
    public Stream<NodeEntry> listNodes() {
        sent(RequestKind.LIST);
        return super.listNodes();
    }

    @Override
    public void deleteNodes(Collection<NodeId> ids) {
        sent(RequestKind.DELETE);
        super.deleteNodes(ids);
    }

    @Override
    public void close() {
        // The view holds nothing of its own.
    }

    private void sent(RequestKind kind) {
        counter.sent(kind, RequestPrices.FREE);
    }

    private Fetch received(Fetch fetch) {
        if (fetch instanceof Fetch.Found found) {
            counter.received(found.bytes().length());
        }
        return fetch;
    }
}
