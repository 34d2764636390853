package org.cairndb.storage.store.jdbc;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
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
 * A database in the tables {@code cairn_node} and {@code cairn_head} of an SQL database.
 *
 * <p>Any number of processes may read and write it, and several databases share the tables under different names. The
 * tables come into being with the first put; opening connects to nothing.
 */
public final class JdbcNodeStore implements NodeStore {
    private static final int NODES_PER_FETCH = 32;

    private final SqlDatabase database;
    private final String name;
    private final int parallelFetches;
    private final Requests requests;
    private final NodeTable nodes;
    private final HeadTable heads;

    private JdbcNodeStore(SqlDatabase database, String name, int parallelFetches, Requests requests) {
        this.database = database;
        this.name = name;
        this.parallelFetches = parallelFetches;
        this.requests = requests;
        this.nodes = new NodeTable(database, name);
        this.heads = new HeadTable(database, name);
    }

    /**
     * Opens a file of H2, which need not exist.
     *
     * @throws CairnException OPTION_INVALID for a path that H2 would not take as it is, or a malformed option
     */
    public static JdbcNodeStore open(StoreAddress.H2 address) {
        return open(address, System.getenv());
    }

    static JdbcNodeStore open(StoreAddress.H2 address, Map<String, String> environment) {
        var options = new SqlOptions(address.options(), environment);
        // Reads go through one page cache and one lock; reading ahead would only compete for them.
        return open(new H2Source(address, options), options, "PUBLIC", 1);
    }

    /**
     * Opens a database of a PostgreSQL server.
     *
     * @throws CairnException OPTION_INVALID for a malformed option
     */
    public static JdbcNodeStore open(StoreAddress.PostgreSql address) {
        return open(address, System.getenv());
    }

    static JdbcNodeStore open(StoreAddress.PostgreSql address, Map<String, String> environment) {
        var options = new SqlOptions(address.options(), environment);
        // Half of the connections stay free for others while one reader reads ahead.
        return open(new PostgreSqlSource(address, options), options, "public", Math.max(1, options.poolSize() / 2));
    }

    private static JdbcNodeStore open(SqlSource source, SqlOptions options, String schema, int parallelFetches) {
        var database = new SqlDatabase(source, options.schema(schema), options.poolSize());
        return new JdbcNodeStore(database, options.name(), parallelFetches, Requests.UNCOUNTED);
    }

    @Override
    public String displayUri() {
        return database.displayUri();
    }

    @Override
    public Fetch fetchNode(NodeId id) {
        return fetchNodes(List.of(id)).get(0);
    }

    @Override
    public List<Fetch> fetchNodes(List<NodeId> ids) {
        database.requireOpen();
        return nodes.fetch(ids, requests);
    }

    @Override
    public void putNodes(Collection<StoredNode> batch) {
        database.requireOpen();
        nodes.put(batch, requests);
    }

    @Override
    public HeadRead readHead(String branch, Optional<HeadVersion> known) {
        database.requireOpen();
        return heads.read(branch, known, requests);
    }

    @Override
    public HeadSwap swapHead(String branch, Optional<HeadVersion> expected, Bytes next) {
        database.requireOpen();
        return heads.swap(branch, expected, next, requests);
    }

    @Override
    public List<String> listHeads() {
        database.requireOpen();
        return heads.list(requests);
    }

    @Override
    public boolean deleteHead(String branch, HeadVersion expected) {
        database.requireOpen();
        return heads.delete(branch, expected, requests);
    }

    @Override
    public Stream<NodeEntry> listNodes() {
        database.requireOpen();
        return new NodeListing(database, name, requests).stream();
    }

    @Override
    public void deleteNodes(Collection<NodeId> ids) {
        database.requireOpen();
        nodes.delete(ids, requests);
    }

    /** As many as one statement reads well; where reading ahead gains nothing, nobody asks. */
    @Override
    public int nodesPerFetch() {
        return NODES_PER_FETCH;
    }

    @Override
    public NodeStore countedBy(RequestCounter counter) {
        return new CountedView(new JdbcNodeStore(database, name, parallelFetches, Requests.countedBy(counter)));
    }

    @Override
    public int parallelFetches() {
        return parallelFetches;
    }

    @Override
    public void close() {
        database.close();
    }
}
