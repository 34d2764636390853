package org.cairndb.storage.testing;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.ForwardingNodeStore;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.NodeEntry;
import org.cairndb.storage.store.NodeStore;

/** A store that counts what is asked of it. Safe for use by several threads. */
public final class CountingStore extends ForwardingNodeStore {
    private final Object lock = new Object();
    private Counts counts = Counts.NONE;

    /** Counts what goes to another store. */
    public CountingStore(NodeStore delegate) {
        super(delegate);
    }

    /**
     * What was asked for.
     *
     * @param fetchWaves calls that fetched one node or several at once
     * @param nodesFetched nodes asked for
     * @param bytesFetched bytes of the nodes found
     * @param nodesPut nodes put
     * @param bytesPut bytes of the nodes put
     * @param headReads heads asked for
     * @param headSwaps head swaps tried
     * @param headBytesPut bytes of the heads in these swaps
     * @param others lists and deletes
     */
    public record Counts(
            long fetchWaves,
            long nodesFetched,
            long bytesFetched,
            long nodesPut,
            long bytesPut,
            long headReads,
            long headSwaps,
            long headBytesPut,
            long others) {
        /** Nothing at all. */
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0);

        private Counts plus(Counts more) {
            return new Counts(
                    fetchWaves + more.fetchWaves,
                    nodesFetched + more.nodesFetched,
                    bytesFetched + more.bytesFetched,
                    nodesPut + more.nodesPut,
                    bytesPut + more.bytesPut,
                    headReads + more.headReads,
                    headSwaps + more.headSwaps,
                    headBytesPut + more.headBytesPut,
                    others + more.others);
        }
    }

    /** What was asked for so far, or since the last {@link #reset}. */
    public Counts counts() {
        synchronized (lock) {
            return counts;
        }
    }

    /** Starts again from nothing and returns what was counted before. */
    public Counts reset() {
        synchronized (lock) {
            Counts before = counts;
            counts = Counts.NONE;
            return before;
        }
    }

    @Override
    public Fetch fetchNode(NodeId id) {
        Fetch fetch = super.fetchNode(id);
        countFetches(List.of(fetch));
        return fetch;
    }

    @Override
    public List<Fetch> fetchNodes(List<NodeId> ids) {
        List<Fetch> fetches = super.fetchNodes(ids);
        countFetches(fetches);
        return fetches;
    }

    @Override
    public void putNodes(Collection<StoredNode> nodes) {
        long bytes = nodes.stream().mapToLong(node -> node.bytes().length()).sum();
        count(new Counts(0, 0, 0, nodes.size(), bytes, 0, 0, 0, 0));
        super.putNodes(nodes);
    }

    @Override
    public HeadRead readHead(String branch, Optional<HeadVersion> known) {
        count(new Counts(0, 0, 0, 0, 0, 1, 0, 0, 0));
        return super.readHead(branch, known);
    }

    @Override
    public HeadSwap swapHead(String branch, Optional<HeadVersion> expected, Bytes next) {
        count(new Counts(0, 0, 0, 0, 0, 0, 1, next.length(), 0));
        return super.swapHead(branch, expected, next);
    }

    @Override
    public List<String> listHeads() {
        countOther();
        return super.listHeads();
    }

    @Override
    public boolean deleteHead(String branch, HeadVersion expected) {
        countOther();
        return super.deleteHead(branch, expected);
    }

    @Override
    public Stream<NodeEntry> listNodes() {
        countOther();
        return super.listNodes();
    }

    @Override
    public void deleteNodes(Collection<NodeId> ids) {
        countOther();
        super.deleteNodes(ids);
    }

    private void countFetches(List<Fetch> fetches) {
        long bytes = 0;
        for (Fetch fetch : fetches) {
            if (fetch instanceof Fetch.Found found) {
                bytes += found.bytes().length();
            }
        }
        count(new Counts(1, fetches.size(), bytes, 0, 0, 0, 0, 0, 0));
    }

    private void countOther() {
        count(new Counts(0, 0, 0, 0, 0, 0, 0, 0, 1));
    }

    private void count(Counts more) {
        synchronized (lock) {
            counts = counts.plus(more);
        }
    }
}
