package org.cairndb.storage.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;

/** Passes every call on to another store; subclasses change what they need to. */
public abstract class ForwardingNodeStore implements NodeStore {
    private final NodeStore delegate;

    /** Forwards to, and closes, the given store. */
    protected ForwardingNodeStore(NodeStore delegate) {
        this.delegate = delegate;
    }

    /** The store behind this one, for the next call. */
    protected NodeStore delegate() {
        return delegate;
    }

    @Override
    public String displayUri() {
        return delegate().displayUri();
    }

    @Override
    public Fetch fetchNode(NodeId id) {
        return delegate().fetchNode(id);
    }

    @Override
    public List<Fetch> fetchNodes(List<NodeId> ids) {
        return delegate().fetchNodes(ids);
    }

    @Override
    public void putNodes(Collection<StoredNode> nodes) {
        delegate().putNodes(nodes);
    }

    @Override
    public HeadRead readHead(String branch, Optional<HeadVersion> known) {
        return delegate().readHead(branch, known);
    }

    @Override
    public HeadSwap swapHead(String branch, Optional<HeadVersion> expected, Bytes next) {
        return delegate().swapHead(branch, expected, next);
    }

    @Override
    public List<String> listHeads() {
        return delegate().listHeads();
    }

    @Override
    public boolean deleteHead(String branch, HeadVersion expected) {
        return delegate().deleteHead(branch, expected);
    }

    @Override
    public Stream<NodeEntry> listNodes() {
        return delegate().listNodes();
    }

    @Override
    public void deleteNodes(Collection<NodeId> ids) {
        delegate().deleteNodes(ids);
    }

    @Override
    public int parallelFetches() {
        return delegate().parallelFetches();
    }

    @Override
    public int nodesPerFetch() {
        return delegate().nodesPerFetch();
    }

    @Override
    public void proveSwaps() {
        delegate().proveSwaps();
    }

    @Override
    public void close() {
        delegate.close();
    }
}
