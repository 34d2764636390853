package org.cairndb.storage.store.s3;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;

/**
 * Why a request failed.
 *
 * @param reason what callers tell apart
 * @param status HTTP status, or 0 if there was no answer
 * @param code the server's name for the error, or nothing
 * @param cause what the SDK threw
 */
record Failure(Reason reason, int status, String code, RuntimeException cause) {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_SERVER_ERROR = 500;

    /** Looks at what the SDK threw. */
    static Failure of(RuntimeException thrown, Ticket ticket) {
        if (ticket.isCalledOff()) {
            return new Failure(Reason.INTERRUPTED, 0, "", thrown);
        }
        if (thrown instanceof AwsServiceException service) {
            return answered(service);
        }
        return new Failure(unanswered(thrown, ticket), 0, "", thrown);
    }

    /** Whether the same request may succeed in a moment. */
    boolean isWorthRepeating() {
        return reason.isWorthRepeating();
    }

    /** Whether the request has certainly changed nothing. */
    boolean isUndone() {
        return reason.isUndone() || status == TOO_MANY_REQUESTS;
    }

    /** Whether the server, or something that speaks for it, has answered. */
    boolean isAnswer() {
        return status != 0;
    }

    private static Failure answered(AwsServiceException thrown) {
        AwsErrorDetails details = thrown.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        int status = thrown.statusCode();
        boolean elsewhere = code.isEmpty() && regionOf(thrown).isPresent();
        Reason reason = ofCode(code).orElseGet(() -> ofStatus(status, elsewhere));
        return new Failure(reason, status, code, thrown);
    }

    /** The server's word counts more than the status: S3 may begin an answer with 200 and fail afterwards. */
    private static Optional<Reason> ofCode(String code) {
        return Optional.ofNullable(
                switch (code) {
                    case "PreconditionFailed" -> Reason.CONDITION;
                    case "ConditionalRequestConflict", "OperationAborted" -> Reason.CONFLICT;
                    case "NoSuchKey" -> Reason.NO_KEY;
                    case "NoSuchBucket" -> Reason.NO_BUCKET;
                    case "AccessDenied", "AllAccessDisabled", "AccountProblem" -> Reason.DENIED;
                    case "InvalidAccessKeyId" -> Reason.UNKNOWN_ACCESS_KEY;
                    case "SignatureDoesNotMatch" -> Reason.WRONG_SECRET;
                    case "ExpiredToken", "InvalidToken", "TokenRefreshRequired" -> Reason.EXPIRED;
                    case "RequestTimeTooSkewed", "RequestExpired" -> Reason.CLOCK;
                    case "PermanentRedirect",
                            "TemporaryRedirect",
                            "AuthorizationHeaderMalformed",
                            "IllegalLocationConstraintException" -> Reason.WRONG_REGION;
                    case "SlowDown", "ServiceUnavailable", "Throttling", "ThrottlingException" -> Reason.THROTTLED;
                    case "InternalError" -> Reason.SERVER_ERROR;
                    case "RequestTimeout", "IncompleteBody" -> Reason.BROKEN;
                    case "BadDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch" -> Reason.DAMAGED;
                    case "NotImplemented", "MethodNotAllowed" -> Reason.NOT_IMPLEMENTED;
                    default -> null;
                });
    }

    private static Reason ofStatus(int status, boolean elsewhere) {
        return switch (status) {
            case 301, 302, 307, 308 -> Reason.WRONG_REGION;
            case 401, 403 -> Reason.DENIED;
            case 404 -> Reason.NO_KEY;
            case 405, 501 -> Reason.NOT_IMPLEMENTED;
            case 408 -> Reason.BROKEN;
            case 409 -> Reason.CONFLICT;
            case 412 -> Reason.CONDITION;
            case TOO_MANY_REQUESTS, 503 -> Reason.THROTTLED;
            default -> {
                if (status == 400 && elsewhere) {
                    yield Reason.WRONG_REGION;
                }
                yield status >= FIRST_SERVER_ERROR || status < 400 ? Reason.SERVER_ERROR : Reason.REFUSED;
            }
        };
    }

    /** The region that the bucket is in, if the server says so. */
    Optional<String> region() {
        return cause instanceof AwsServiceException service ? regionOf(service) : Optional.empty();
    }

    private static Optional<String> regionOf(AwsServiceException thrown) {
        AwsErrorDetails details = thrown.awsErrorDetails();
        if (details == null || details.sdkHttpResponse() == null) {
            return Optional.empty();
        }
        return details.sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region");
    }

    private static Reason unanswered(RuntimeException thrown, Ticket ticket) {
        if (thrown instanceof AbortedException || has(thrown, InterruptedException.class)) {
            return Reason.INTERRUPTED;
        }
        if (thrown instanceof ApiCallAttemptTimeoutException) {
            return Reason.TIMED_OUT;
        }
        if (!ticket.hasSent()) {
            return unsent(String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT));
        }
        return disconnected(thrown);
    }

    private static Reason unsent(String message) {
        if (message.contains("unable to load region")) {
            return Reason.NO_REGION;
        }
        return message.contains("credentials") || message.contains("profile") ? Reason.NO_CREDENTIALS : Reason.NOT_SENT;
    }

    private static Reason disconnected(RuntimeException thrown) {
        if (has(thrown, UnknownHostException.class)) {
            return Reason.UNKNOWN_HOST;
        }
        if (has(thrown, ConnectException.class)
                || has(thrown, NoRouteToHostException.class)
                || isNamed(thrown, "ConnectTimeoutException")) {
            return Reason.UNREACHABLE;
        }
        if (has(thrown, SSLHandshakeException.class) || has(thrown, SSLPeerUnverifiedException.class)) {
            return Reason.UNTRUSTED;
        }
        if (isNamed(thrown, "ConnectionRequestTimeoutException")) {
            return Reason.BUSY;
        }
        return has(thrown, SocketTimeoutException.class) ? Reason.TIMED_OUT : Reason.BROKEN;
    }

    /** What went wrong in the end. */
    String detail() {
        if (status != 0) {
            return code.isEmpty() ? "status " + status : "status %d, %s".formatted(status, code);
        }
        return causes(cause)
                .filter(IOException.class::isInstance)
                .reduce((first, last) -> last)
                .map(Failure::text)
                .orElseGet(() -> text(cause));
    }

    private static String text(Throwable thrown) {
        return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        return causes(thrown).anyMatch(type::isInstance);
    }

    /** The classes of the HTTP client are none of ours to see, and a shaded jar moves them. */
    private static boolean isNamed(Throwable thrown, String simpleName) {
        return causes(thrown).anyMatch(cause -> cause.getClass().getSimpleName().equals(simpleName));
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause);
    }
}
