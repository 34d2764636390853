package org.cairndb.storage.store.s3;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.NodeEntry;
import org.cairndb.storage.store.ObjectLimits;

/** The nodes of a bucket. */
final class NodeObjects {
    private final Requests requests;

    NodeObjects(Requests requests) {
        this.requests = requests;
    }

    List<Fetch> fetch(List<NodeId> ids) {
        return new FetchRound(requests).run(ids);
    }

    void put(Collection<StoredNode> nodes) {
        nodes.forEach(node -> ObjectLimits.requireStorable("Node " + node.id(), node.bytes()));
        var writer = new ObjectWriter(requests);
        new Parallel(requests, new Action("write", "nodes"))
                .forEach(nodes, (node, ticket) -> writer.putNode(node.id(), node.bytes(), ticket));
    }

    Stream<NodeEntry> list() {
        return new Listing(requests)
                .objects(requests.bucket().nodesPrefix())
                .flatMap(object -> requests
                        .bucket()
                        .nodeOf(object.key())
                        .map(id -> new NodeEntry(id, object.size(), object.lastModified()))
                        .stream());
    }

    void delete(Collection<NodeId> ids) {
        if (!ids.isEmpty()) {
            new NodeDeletion(requests).delete(ids);
        }
    }
}
