package org.cairndb.storage.store.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.ObjectLimits;
import org.cairndb.storage.store.RequestKind;

/** The rows of nodes, which never change but for the time when they were put. */
final class NodeTable {
    /** Nodes are some 30 kB, so an answer stays at a few MB. */
    private static final int FETCHED_AT_ONCE = 128;

    private static final int DELETED_AT_ONCE = 1000;
    private static final int PUT_AT_ONCE = 512;
    private static final long BYTES_PUT_AT_ONCE = 8 << 20;

    private final SqlDatabase database;
    private final String name;

    NodeTable(SqlDatabase database, String name) {
        this.database = database;
        this.name = name;
    }

    List<Fetch> fetch(List<NodeId> ids, Requests requests) {
        Map<NodeId, Bytes> found = new HashMap<>();
        for (List<NodeId> batch : Batches.ofSize(ids, FETCHED_AT_ONCE)) {
            SqlWork<Map<NodeId, Bytes>> work = connection -> {
                requests.sent(RequestKind.GET);
                return select(connection, batch, requests);
            };
            found.putAll(database.onExisting(new SqlDatabase.Task<>("read nodes", requests, work), Map.of()));
        }
        return ids.stream().map(id -> fetchOf(id, found)).toList();
    }

    private static Fetch fetchOf(NodeId id, Map<NodeId, Bytes> found) {
        Bytes bytes = found.get(id);
        return bytes == null ? new Fetch.Missing(id) : new Fetch.Found(bytes);
    }

    private Map<NodeId, Bytes> select(Connection connection, List<NodeId> ids, Requests requests) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(database.texts().fetchNodes())) {
            statement.setString(1, name);
            statement.setArray(2, arrayOf(connection, ids));
            try (ResultSet rows = statement.executeQuery()) {
                Map<NodeId, Bytes> found = new HashMap<>();
                while (rows.next()) {
                    NodeId id = NodeId.ofHash(rows.getBytes(1));
                    ObjectLimits.requireReadable(ErrorCode.NODE_CORRUPT, "Node " + id, rows.getLong(2));
                    Bytes bytes = Bytes.wrap(rows.getBytes(3));
                    requests.received(bytes.length());
                    found.put(id, bytes);
                }
                return found;
            }
        }
    }

    /** Sorted by id, so that two threads that put the same nodes wait for each other and not both for ever. */
    void put(Collection<StoredNode> nodes, Requests requests) {
        nodes.forEach(node -> ObjectLimits.requireStorable("Node " + node.id(), node.bytes()));
        Map<NodeId, StoredNode> sorted = new TreeMap<>();
        nodes.forEach(node -> sorted.put(node.id(), node));
        List<List<StoredNode>> batches = Batches.ofBytes(sorted.values(), PUT_AT_ONCE, BYTES_PUT_AT_ONCE);
        for (List<StoredNode> batch : batches) {
            SqlWork<Boolean> work = connection -> {
                requests.sent(RequestKind.PUT);
                batch.forEach(node -> requests.written(node.bytes().length()));
                database.dialect().putNodes(connection, database.texts(), name, batch);
                database.dialect().makeDurable(connection);
                return true;
            };
            database.onCreated(new SqlDatabase.Task<>("write nodes", requests, work));
        }
    }

    void delete(Collection<NodeId> ids, Requests requests) {
        List<NodeId> sorted = ids.stream().sorted().toList();
        for (List<NodeId> batch : Batches.ofSize(sorted, DELETED_AT_ONCE)) {
            SqlWork<Boolean> work = connection -> {
                requests.sent(RequestKind.DELETE);
                try (PreparedStatement statement =
                        connection.prepareStatement(database.texts().deleteNodes())) {
                    statement.setString(1, name);
                    statement.setArray(2, arrayOf(connection, batch));
                    return statement.executeUpdate() > 0;
                }
            };
            database.onExisting(new SqlDatabase.Task<>("delete nodes", requests, work), false);
        }
    }

    private Array arrayOf(Connection connection, List<NodeId> ids) throws SQLException {
        var hashes = new ArrayList<byte[]>(ids.size());
        ids.forEach(id -> hashes.add(id.toBytes().unsafeArray()));
        return connection.createArrayOf(database.dialect().idType(), hashes.toArray(byte[][]::new));
    }
}
