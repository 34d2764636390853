package org.cairndb.storage.store.s3;

import java.util.Base64;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.store.RequestKind;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Writes objects, with or without a condition. */
final class ObjectWriter {
    private static final String CONTENT_TYPE = "application/octet-stream";

    private final Requests requests;

    ObjectWriter(Requests requests) {
        this.requests = requests;
    }

    /** Stores a node; may be sent any number of times. */
    void putNode(NodeId id, Bytes bytes, Ticket ticket) {
        String key = requests.bucket().nodeKey(id);
        PutObjectRequest put = request(key, id, bytes).build();
        requests.repeat(RequestKind.PUT, new Action("write node", key), ticket, client -> {
            requests.counter().written(bytes.length());
            return send(client, put, bytes);
        });
    }

    /**
     * Creates an object that is not there yet; sent once.
     *
     * @return the entity tag
     */
    String create(Action action, Bytes bytes) throws RefusedException {
        return once(action, request(action.key(), NodeId.of(bytes), bytes).ifNoneMatch("*"), bytes);
    }

    /**
     * Replaces an object that still has an entity tag; sent once.
     *
     * @return the new entity tag
     */
    String replace(Action action, String tag, Bytes bytes) throws RefusedException {
        String condition = requests.settings().conditionTag(tag);
        return once(action, request(action.key(), NodeId.of(bytes), bytes).ifMatch(condition), bytes);
    }

    private String once(Action action, PutObjectRequest.Builder put, Bytes bytes) throws RefusedException {
        PutObjectRequest request = put.build();
        String tag = requests.once(RequestKind.PUT, action, client -> {
                    requests.counter().written(bytes.length());
                    return send(client, request, bytes);
                })
                .eTag();
        if (tag == null) {
            throw requests.errors().unknown(action);
        }
        return tag;
    }

    private static PutObjectResponse send(S3Client client, PutObjectRequest request, Bytes bytes) {
        return client.putObject(
                request,
                RequestBody.fromContentProvider(
                        ContentStreamProvider.fromByteArrayUnsafe(bytes.unsafeArray()), bytes.length(), CONTENT_TYPE));
    }

    /** The hash that names a node is also the checksum by which the server knows that it arrived whole. */
    private PutObjectRequest.Builder request(String key, NodeId hash, Bytes bytes) {
        S3Settings settings = requests.settings();
        PutObjectRequest.Builder put = PutObjectRequest.builder()
                .bucket(requests.bucket().name())
                .key(key)
                .contentType(CONTENT_TYPE)
                .contentLength((long) bytes.length());
        if (settings.checksums()) {
            put.checksumSHA256(Base64.getEncoder().encodeToString(hash.toBytes().unsafeArray()));
        }
        settings.encryption().ifPresent(put::serverSideEncryption);
        settings.kmsKey().ifPresent(put::ssekmsKeyId);
        return put;
    }
}
