package org.cairndb.storage.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.store.NodeEntry;
import org.cairndb.storage.store.RequestKind;

/**
 * Lists nodes page by page in the order of their ids.
 *
 * <p>Each page is a statement of its own: no connection and no transaction stays open while the caller thinks, and a
 * page that fails is read again.
 */
final class NodeListing {
    private final SqlDatabase database;
    private final String name;
    private final Requests requests;

    NodeListing(SqlDatabase database, String name, Requests requests) {
        this.database = database;
        this.name = name;
        this.requests = requests;
    }

    /** A row; its id may be no node id if somebody else wrote it. */
    private record Row(Bytes id, long size, Instant storedAt) {}

    /** The first page is read now, so that a store that fails says so at once. */
    Stream<NodeEntry> stream() {
        return Stream.iterate(
                        page(Bytes.EMPTY),
                        page -> !page.isEmpty(),
                        page -> page.size() < SqlTexts.PAGE
                                ? List.of()
                                : page(page.get(page.size() - 1).id()))
                .flatMap(List::stream)
                .filter(row -> row.id().length() == NodeId.LENGTH)
                .map(row -> new NodeEntry(NodeId.ofHash(row.id()), row.size(), row.storedAt()));
    }

    private List<Row> page(Bytes after) {
        SqlWork<List<Row>> work = connection -> {
            requests.sent(RequestKind.LIST);
            return rows(connection, after);
        };
        return database.onExisting(new SqlDatabase.Task<>("list the nodes", requests, work), List.of());
    }

    private List<Row> rows(Connection connection, Bytes after) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(database.texts().listNodes())) {
            statement.setString(1, name);
            statement.setBytes(2, after.unsafeArray());
            try (ResultSet rows = statement.executeQuery()) {
                var page = new ArrayList<Row>();
                while (rows.next()) {
                    OffsetDateTime storedAt = rows.getObject(3, OffsetDateTime.class);
                    page.add(new Row(Bytes.wrap(rows.getBytes(1)), rows.getLong(2), storedAt.toInstant()));
                }
                return page;
            }
        }
    }
}
