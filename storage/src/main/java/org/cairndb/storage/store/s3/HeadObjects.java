package org.cairndb.storage.store.s3;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.ObjectLimits;
import org.cairndb.storage.store.RequestKind;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The branch heads of a bucket.
 *
 * <p>A version is the entity tag as the server gave it. Few servers delete under a condition, so a deleted head is an empty
 * object, which stays; nothing else is ever empty.
 */
final class HeadObjects {
    private static final int NOT_MODIFIED = 304;

    private final Requests requests;
    private final ObjectWriter writer;
    private final Listing listing;

    HeadObjects(Requests requests) {
        this.requests = requests;
        this.writer = new ObjectWriter(requests);
        this.listing = new Listing(requests);
    }

    /** A head as it lies in the bucket. */
    private sealed interface Stored {
        record Content(Bytes bytes, String tag) implements Stored {}

        record Tombstone(String tag) implements Stored {}

        record Unchanged() implements Stored {}

        record Absent() implements Stored {}
    }

    HeadRead read(String branch, Optional<HeadVersion> known) {
        Stored stored = stored(requests.bucket().headKey(branch), known);
        if (stored instanceof Stored.Content content) {
            return new HeadRead.Found(content.bytes(), new HeadVersion(content.tag()));
        }
        return stored instanceof Stored.Unchanged ? new HeadRead.Unchanged() : new HeadRead.Missing();
    }

    HeadSwap swap(String branch, Optional<HeadVersion> expected, Bytes next) {
        var action = new Action("write branch head", requests.bucket().headKey(branch));
        ObjectLimits.requireStorable("The head of branch \"%s\"".formatted(branch), next);
        if (next.length() == 0) {
            throw new CairnException(ErrorCode.INTERNAL, "The head of branch \"%s\" is empty".formatted(branch));
        }
        Optional<String> tag = expected.isEmpty()
                ? create(action, next)
                : replace(action, expected.get().token(), next);
        return tag.<HeadSwap>map(now -> new HeadSwap.Swapped(new HeadVersion(now)))
                .orElseGet(HeadSwap.Lost::new);
    }

    boolean delete(String branch, HeadVersion expected) {
        var action = new Action("delete branch head", requests.bucket().headKey(branch));
        return replace(action, expected.token(), Bytes.EMPTY).isPresent();
    }

    List<String> list() {
        try (Stream<S3Object> heads = listing.objects(requests.bucket().headsPrefix())) {
            return heads.filter(head -> head.size() > 0)
                    .flatMap(head -> requests.bucket().branchOf(head.key()).stream())
                    .sorted()
                    .toList();
        }
    }

    private Optional<String> create(Action action, Bytes next) {
        try {
            return Optional.of(writer.create(action, next));
        } catch (RefusedException e) {
            requireLost(action, e);
            boolean taken = e.failure().reason() == Reason.CONDITION;
            if (taken && stored(action.key(), Optional.empty()) instanceof Stored.Tombstone tombstone) {
                return replace(action, tombstone.tag(), next);
            }
            return Optional.empty();
        }
    }

    private Optional<String> replace(Action action, String tag, Bytes next) {
        try {
            return Optional.of(writer.replace(action, tag, next));
        } catch (RefusedException e) {
            requireLost(action, e);
            return Optional.empty();
        }
    }

    private void requireLost(Action action, RefusedException refused) {
        Failure failure = refused.failure();
        switch (failure.reason()) {
            case CONDITION, CONFLICT, NO_KEY -> {
                return;
            }
            default -> {
                requests.requireOpen();
                throw requests.errors()
                        .failed(action, failure, requests.connection().isReached());
            }
        }
    }

    private Stored stored(String key, Optional<HeadVersion> known) {
        var action = new Action("read branch head", key);
        GetObjectRequest.Builder get =
                GetObjectRequest.builder().bucket(requests.bucket().name()).key(key);
        known.ifPresent(version -> get.ifNoneMatch(requests.settings().conditionTag(version.token())));
        if (requests.settings().checksums()) {
            get.checksumMode(ChecksumMode.ENABLED);
        }
        GetObjectRequest request = get.build();
        return requests.repeat(RequestKind.GET, action, client -> fetch(client, request));
    }

    private Stored fetch(S3Client client, GetObjectRequest request) {
        ObjectBody body;
        try {
            body = client.getObject(request, ObjectBody.reader());
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_MODIFIED) {
                return new Stored.Unchanged();
            }
            if (Failure.of(e, new Ticket()).reason() == Reason.NO_KEY) {
                return new Stored.Absent();
            }
            throw e;
        }
        ObjectLimits.requireReadable(
                ErrorCode.HEAD_CORRUPT, "Branch head \"%s\"".formatted(request.key()), body.size());
        requests.counter().received(body.size());
        if (body.tag().isEmpty()) {
            throw requests.errors().unsupported("gives no entity tags; use a server that does");
        }
        return body.size() == 0 ? new Stored.Tombstone(body.tag()) : new Stored.Content(body.bytes(), body.tag());
    }
}
