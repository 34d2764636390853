package org.cairndb.storage.store.s3;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.error.ErrorKind;
import org.cairndb.storage.store.RequestKind;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;

/**
 * Finds out on an object of its own whether a server honours the conditions of a put: four puts and a deletion.
 *
 * <p>What it cannot find out is whether the server checks and writes in one step; docs/stores.md names servers that do.
 */
final class SwapProbe {
    private static final System.Logger LOG = System.getLogger(SwapProbe.class.getName());
    private static final int TRIES = 3;
    private static final int RANDOM_BYTES = 16;

    private final Requests requests;
    private final ObjectWriter writer;
    private final RandomGenerator random;

    SwapProbe(Requests requests, RandomGenerator random) {
        this.requests = requests;
        this.writer = new ObjectWriter(requests);
        this.random = random;
    }

    /** Probes a server unless it has passed in this process. */
    void run() {
        var place = List.of(
                requests.settings().client().server(),
                requests.bucket(),
                requests.settings().unquotedTags());
        if (!Connections.shared().proven().contains(place)) {
            probeUntilAnswered();
            Connections.shared().proven().add(place);
        }
    }

    private void probeUntilAnswered() {
        for (int attempt = 1; ; attempt++) {
            var bytes = new byte[RANDOM_BYTES];
            random.nextBytes(bytes);
            var action = new Action("try conditional puts on", requests.bucket().probeKey(Bytes.wrap(bytes)));
            try {
                probe(action);
                return;
            } catch (CairnException e) {
                if (e.code().kind() != ErrorKind.UNKNOWN_OUTCOME) {
                    throw e;
                }
                if (attempt == TRIES) {
                    throw unanswered(e);
                }
            } finally {
                delete(action.key());
            }
        }
    }

    private CairnException unanswered(CairnException cause) {
        return new CairnException(
                ErrorCode.STORE_FAILED,
                "Cannot find out whether %s honours the conditions of puts to \"%s\", because its answers get lost; try again"
                        .formatted(requests.settings().client().server(), requests.displayUri()),
                cause);
    }

    private void probe(Action action) {
        String first = create(action, "first")
                .orElseThrow(() -> unfit("refuses to create an object with \"If-None-Match: *\""));
        if (create(action, "second").isPresent()) {
            throw unfit("ignores \"If-None-Match: *\" when an object is put");
        }
        String second = replace(action, first, "third")
                .orElseThrow(() -> unfit("refuses to replace an object with the right \"If-Match\"" + otherQuotes()));
        if (second.equals(first)) {
            throw unfit("gives the same entity tag to different contents");
        }
        if (replace(action, first, "fourth").isPresent()) {
            throw unfit("ignores \"If-Match\" when an object is put");
        }
    }

    private Optional<String> create(Action action, String content) {
        try {
            return Optional.of(writer.create(action, text(content)));
        } catch (RefusedException e) {
            return refused(action, e.failure());
        }
    }

    private Optional<String> replace(Action action, String tag, String content) {
        try {
            return Optional.of(writer.replace(action, tag, text(content)));
        } catch (RefusedException e) {
            return refused(action, e.failure());
        }
    }

    /** Empty for the refusal of a condition, which is what makes a server fit; everything else is an error. */
    private Optional<String> refused(Action action, Failure failure) {
        return switch (failure.reason()) {
            case CONDITION, CONFLICT, NO_KEY -> Optional.empty();
            case NOT_IMPLEMENTED, REFUSED ->
                throw unfit("does not know conditional puts (%s)".formatted(failure.detail()));
            default ->
                throw requests.errors()
                        .failed(action, failure, requests.connection().isReached());
        };
    }

    private CairnException unfit(String what) {
        return requests.errors()
                .unsupported(
                        "%s, so that writers would overwrite one another; use a server that honours it, or only read"
                                .formatted(what));
    }

    private String otherQuotes() {
        String other = requests.settings().unquotedTags() ? "quoted" : "unquoted";
        return " (perhaps \"entityTags=%s\" helps)".formatted(other);
    }

    private void delete(String key) {
        DeleteObjectRequest request = DeleteObjectRequest.builder()
                .bucket(requests.bucket().name())
                .key(key)
                .build();
        try {
            requests.repeat(RequestKind.DELETE, new Action("delete", key), client -> client.deleteObject(request));
        } catch (CairnException e) {
            LOG.log(System.Logger.Level.DEBUG, "left behind: " + key, e);
        }
    }

    private static Bytes text(String content) {
        return Bytes.wrap(content.getBytes(StandardCharsets.UTF_8));
    }
}
