package org.cairndb.storage.store.s3;

import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.ObjectLimits;
import org.cairndb.storage.store.RequestKind;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Fetches one node, and notes how long the server took. */
final class NodeFetcher {
    private final Requests requests;

    NodeFetcher(Requests requests) {
        this.requests = requests;
    }

    /** Asks until there is an answer. */
    Fetch fetch(NodeId id, Ticket ticket) {
        requests.connection().hedgeBudget().earn();
        String key = requests.bucket().nodeKey(id);
        return requests.repeat(RequestKind.GET, new Action("read node", key), ticket, client -> send(client, key, id));
    }

    /** Asks once more beside {@link #fetch}; a failure means nothing, because the first request goes on. */
    Fetch hedge(NodeId id, Ticket ticket) {
        String key = requests.bucket().nodeKey(id);
        requests.counter().sent(RequestKind.GET, Requests.PRICES);
        requests.counter().hedged();
        return requests.connection().send(ticket, client -> send(client, key, id));
    }

    private Fetch send(S3Client client, String key, NodeId id) {
        GetObjectRequest request = GetObjectRequest.builder()
                .bucket(requests.bucket().name())
                .key(key)
                .build();
        long begin = System.nanoTime();
        ObjectBody body;
        try {
            body = client.getObject(request, ObjectBody.reader());
        } catch (S3Exception e) {
            if (Failure.of(e, new Ticket()).reason() == Reason.NO_KEY) {
                return new Fetch.Missing(id);
            }
            throw e;
        }
        requests.connection().latencies().add(System.nanoTime() - begin);
        ObjectLimits.requireReadable(ErrorCode.NODE_CORRUPT, "Node \"%s\"".formatted(key), body.size());
        requests.counter().received(body.size());
        return new Fetch.Found(body.bytes());
    }
}
