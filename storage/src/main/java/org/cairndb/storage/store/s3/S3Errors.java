package org.cairndb.storage.store.s3;

import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Turns failures into errors that say what failed, where, and what to do. */
final class S3Errors {
    private final String displayUri;
    private final String bucket;
    private final ClientSettings settings;

    S3Errors(String displayUri, String bucket, ClientSettings settings) {
        this.displayUri = displayUri;
        this.bucket = bucket;
        this.settings = settings;
    }

    /** An error of a request that changed nothing, or nothing that matters; {@code reached} says whether the server ever answered. */
    CairnException failed(Action action, Failure failure, boolean reached) {
        String message = "Cannot %s of \"%s\": %s".formatted(action, displayUri, explain(failure));
        return new CairnException(code(failure, reached), message, failure.cause());
    }

    /** An error of a conditional put that may have been applied. */
    CairnException unknown(Action action, Failure failure) {
        return new CairnException(
                ErrorCode.OUTCOME_UNKNOWN,
                "It is unknown whether it worked to %s of \"%s\" (%s); read it again before anything else"
                        .formatted(action, displayUri, failure.detail()),
                failure.cause());
    }

    /** An error of a conditional put that was applied, but whose answer does not say as what. */
    CairnException unknown(Action action) {
        return new CairnException(
                ErrorCode.OUTCOME_UNKNOWN,
                "%s gave no entity tag when asked to %s of \"%s\"; read it again before anything else"
                        .formatted(settings.server(), action, displayUri));
    }

    /** An error of a store that was closed, perhaps in the middle of a request. */
    CairnException closed() {
        return new CairnException(ErrorCode.CLOSED, "The store \"%s\" is closed".formatted(displayUri));
    }

    /** An error of work that was called off. */
    CairnException interrupted(Action action) {
        return new CairnException(
                ErrorCode.CANCELLED, "Interrupted while trying to %s of \"%s\"".formatted(action, displayUri));
    }

    /** An error of a server whose answers make no sense. */
    CairnException unsupported(String what) {
        return new CairnException(
                ErrorCode.UNSUPPORTED, "%s, which holds \"%s\", %s".formatted(settings.server(), displayUri, what));
    }

    private static ErrorCode code(Failure failure, boolean reached) {
        return switch (failure.reason()) {
            case INTERRUPTED -> ErrorCode.CANCELLED;
            case NO_CREDENTIALS, DENIED, UNKNOWN_ACCESS_KEY, WRONG_SECRET, EXPIRED, CLOCK -> ErrorCode.ACCESS_DENIED;
            case UNKNOWN_HOST, UNTRUSTED, NO_REGION, NO_BUCKET, WRONG_REGION -> ErrorCode.STORE_UNAVAILABLE;
            case UNREACHABLE -> reached ? ErrorCode.STORE_FAILED : ErrorCode.STORE_UNAVAILABLE;
            case NOT_IMPLEMENTED -> ErrorCode.UNSUPPORTED;
            case NOT_SENT, REFUSED, CONDITION, NO_KEY -> ErrorCode.STORE_UNAVAILABLE;
            case TIMED_OUT, BROKEN, BUSY, THROTTLED, SERVER_ERROR, DAMAGED, CONFLICT -> ErrorCode.STORE_FAILED;
        };
    }

    private String explain(Failure failure) {
        String server = settings.server();
        String detail = failure.detail();
        return switch (failure.reason()) {
            case INTERRUPTED -> "interrupted";
            case TIMED_OUT ->
                "%s did not answer within %s; try again, or raise \"requestTimeout\"".formatted(server, seconds());
            case BROKEN -> "the connection to %s broke (%s); try again".formatted(server, detail);
            case BUSY ->
                "all connections to %s were in use; ask for less at once, or raise \"concurrency\"".formatted(server);
            case UNREACHABLE ->
                "%s cannot be reached (%s); check the endpoint and the network".formatted(server, detail);
            case UNKNOWN_HOST ->
                "there is no host \"%s\"; check the endpoint, the region and the network".formatted(detail);
            case UNTRUSTED ->
                "%s cannot prove who it is (%s); check the endpoint and the certificates of this Java runtime"
                        .formatted(server, detail);
            case NO_CREDENTIALS -> noCredentials();
            case NO_REGION -> "its region is not known; add \"region=...\" to the location or set AWS_REGION";
            case NOT_SENT -> "the request could not be made (%s)".formatted(detail);
            case THROTTLED ->
                "%s asks for fewer requests (%s); try again later, or lower \"concurrency\"".formatted(server, detail);
            case SERVER_ERROR -> "%s failed (%s); try again".formatted(server, detail);
            case DAMAGED ->
                "it arrived damaged at %s (%s); check the network, or the node if it came from a copy"
                        .formatted(server, detail);
            case CONDITION, CONFLICT -> "another request for it was under way (%s); try again".formatted(detail);
            case NO_KEY -> "it is not there (%s); check the location".formatted(detail);
            case NO_BUCKET -> "%s has no bucket \"%s\"; create it or check the location".formatted(server, bucket);
            case DENIED -> "access denied (%s); docs/stores.md lists the permissions that are needed".formatted(detail);
            case UNKNOWN_ACCESS_KEY ->
                "%s does not know the access key (%s); check it and the endpoint".formatted(server, detail);
            case WRONG_SECRET ->
                "the secret does not belong to the access key (%s); check \"secretAccessKey\" or its source"
                        .formatted(detail);
            case EXPIRED -> "the temporary credentials are no longer valid (%s); get new ones".formatted(detail);
            case CLOCK -> "the clock of this machine differs from that of %s (%s); set it".formatted(server, detail);
            case WRONG_REGION -> wrongRegion(failure);
            case NOT_IMPLEMENTED -> "%s does not support this request (%s)".formatted(server, detail);
            case REFUSED -> "%s refused the request (%s)".formatted(server, detail);
        };
    }

    private String noCredentials() {
        if (settings.login() instanceof Login.Profile profile) {
            return "the profile \"%s\" has no usable credentials; check the AWS configuration files"
                    .formatted(profile.name());
        }
        return "no credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give \"profile\", \"accessKeyId\""
                + " or \"anonymous=true\"";
    }

    private String wrongRegion(Failure failure) {
        String where = failure.region()
                .map("the bucket is in region %1$s; add \"region=%1$s\""::formatted)
                .orElse("the bucket is in another region; add the right \"region\"");
        return "%s to the location (%s)".formatted(where, failure.detail());
    }

    private String seconds() {
        long millis = settings.requestTimeout().toMillis();
        return millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms";
    }
}
