package org.cairndb.storage.store.s3;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.store.RequestKind;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Deletes nodes a thousand at a time, or one by one where a server cannot do that. */
final class NodeDeletion {
    private static final int BATCH = 1_000;

    private final Requests requests;

    NodeDeletion(Requests requests) {
        this.requests = requests;
    }

    void delete(Collection<NodeId> ids) {
        List<String> keys = ids.stream().map(requests.bucket()::nodeKey).toList();
        for (int from = 0; from < keys.size(); from += BATCH) {
            List<String> batch = keys.subList(from, Math.min(keys.size(), from + BATCH));
            if (batch.size() == 1 || !deleteTogether(batch)) {
                deleteOneByOne(keys.subList(from, keys.size()));
                return;
            }
        }
    }

    /** False if the server does not know this request, or wants a checksum that the SDK does not make. */
    private boolean deleteTogether(List<String> keys) {
        var action = new Action("delete %,d nodes like".formatted(keys.size()), keys.get(0));
        DeleteObjectsRequest request = DeleteObjectsRequest.builder()
                .bucket(requests.bucket().name())
                .delete(Delete.builder()
                        .quiet(true)
                        .objects(keys.stream()
                                .map(key -> ObjectIdentifier.builder().key(key).build())
                                .toList())
                        .build())
                .build();
        List<S3Error> errors;
        try {
            errors = requests.repeat(
                    RequestKind.DELETE,
                    action,
                    client -> client.deleteObjects(request).errors());
        } catch (CairnException e) {
            if (isUnknownRequest(e)) {
                return false;
            }
            throw e;
        }
        if (!errors.isEmpty()) {
            throw failed(keys.size(), errors);
        }
        return true;
    }

    private static boolean isUnknownRequest(CairnException thrown) {
        if (!(thrown.getCause() instanceof SdkException cause)) {
            return false;
        }
        return switch (Failure.of(cause, new Ticket()).reason()) {
            case NOT_IMPLEMENTED, REFUSED, DAMAGED -> true;
            default -> false;
        };
    }

    private CairnException failed(int size, List<S3Error> errors) {
        S3Error first = errors.get(0);
        boolean denied = errors.stream().allMatch(error -> "AccessDenied".equals(error.code()));
        return new CairnException(
                denied ? ErrorCode.ACCESS_DENIED : ErrorCode.STORE_FAILED,
                "Cannot delete %,d of %,d nodes of \"%s\", the first of them \"%s\" (%s)"
                        .formatted(errors.size(), size, requests.displayUri(), first.key(), first.code()));
    }

    private void deleteOneByOne(List<String> keys) {
        new Parallel(requests, new Action("delete nodes like", keys.get(0)))
                .forEach(new ArrayList<>(keys), this::deleteOne);
    }

    private void deleteOne(String key, Ticket ticket) {
        DeleteObjectRequest request = DeleteObjectRequest.builder()
                .bucket(requests.bucket().name())
                .key(key)
                .build();
        requests.repeat(
                RequestKind.DELETE, new Action("delete node", key), ticket, client -> client.deleteObject(request));
    }
}
