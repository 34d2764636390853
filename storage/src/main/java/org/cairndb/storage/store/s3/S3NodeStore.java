package org.cairndb.storage.store.s3;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.NodeEntry;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.store.StoreAddress;

/**
 * A database in a bucket: {@code heads/<branch>} and {@code nodes/<first two digits>/<hex>} below a prefix.
 *
 * <p>Opening sends nothing. Requests that change nothing or may be applied twice are sent again, with growing pauses, when
 * the server or the network fails; a head swap is sent once and ends with OUTCOME_UNKNOWN when its answer is lost. Stores
 * with equal options share a client, which is closed with the last of them.
 */
public final class S3NodeStore implements NodeStore {
    private final Requests requests;
    private final HeadObjects heads;
    private final NodeObjects nodes;

    private S3NodeStore(Requests requests) {
        this.requests = requests;
        this.heads = new HeadObjects(requests);
        this.nodes = new NodeObjects(requests);
    }

    /**
     * Opens a bucket that need not exist.
     *
     * @throws org.cairndb.storage.error.CairnException OPTION_INVALID when the options mean nothing
     */
    public static S3NodeStore open(StoreAddress.S3 address) {
        S3Settings settings = S3Settings.of(address.options());
        Connection connection = Connections.shared().acquire(settings.client());
        return new S3NodeStore(Requests.to(address, settings, connection));
    }

    @Override
    public String displayUri() {
        return requests.displayUri();
    }

    @Override
    public Fetch fetchNode(NodeId id) {
        return fetchNodes(List.of(id)).get(0);
    }

    @Override
    public List<Fetch> fetchNodes(List<NodeId> ids) {
        requests.requireOpen();
        return nodes.fetch(ids);
    }

    @Override
    public void putNodes(Collection<StoredNode> batch) {
        requests.requireOpen();
        nodes.put(batch);
    }

    @Override
    public HeadRead readHead(String branch, Optional<HeadVersion> known) {
        requests.requireOpen();
        return heads.read(branch, known);
    }

    @Override
    public HeadSwap swapHead(String branch, Optional<HeadVersion> expected, Bytes next) {
        requests.requireOpen();
        return heads.swap(branch, expected, next);
    }

    @Override
    public List<String> listHeads() {
        requests.requireOpen();
        return heads.list();
    }

    @Override
    public boolean deleteHead(String branch, HeadVersion expected) {
        requests.requireOpen();
        return heads.delete(branch, expected);
    }

    @Override
    public Stream<NodeEntry> listNodes() {
        requests.requireOpen();
        return nodes.list();
    }

    @Override
    public void deleteNodes(Collection<NodeId> ids) {
        requests.requireOpen();
        nodes.delete(ids);
    }

    @Override
    public NodeStore countedBy(RequestCounter counter) {
        return new S3View(new S3NodeStore(requests.countedBy(counter)));
    }

    @Override
    public int parallelFetches() {
        return requests.settings().client().concurrency();
    }

    @Override
    public void proveSwaps() {
        requests.requireOpen();
        new SwapProbe(requests, ThreadLocalRandom.current()).run();
    }

    @Override
    public void close() {
        if (requests.close()) {
            Connections.shared().release(requests.connection());
        }
    }
}
