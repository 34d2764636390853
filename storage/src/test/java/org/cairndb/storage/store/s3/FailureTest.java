package org.cairndb.storage.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

class FailureTest {
    @ParameterizedTest
    @CsvSource({
        "404, NoSuchKey, NO_KEY, false, true",
        "404, NoSuchBucket, NO_BUCKET, false, true",
        "404, '', NO_KEY, false, true",
        "412, PreconditionFailed, CONDITION, false, true",
        "200, PreconditionFailed, CONDITION, false, true",
        "409, ConditionalRequestConflict, CONFLICT, true, true",
        "403, AccessDenied, DENIED, false, true",
        "403, '', DENIED, false, true",
        "403, InvalidAccessKeyId, UNKNOWN_ACCESS_KEY, false, true",
        "403, SignatureDoesNotMatch, WRONG_SECRET, false, true",
        "403, RequestTimeTooSkewed, CLOCK, true, true",
        "400, ExpiredToken, EXPIRED, false, true",
        "400, AuthorizationHeaderMalformed, WRONG_REGION, false, true",
        "301, PermanentRedirect, WRONG_REGION, false, true",
        "301, '', WRONG_REGION, false, true",
        "400, RequestTimeout, BROKEN, true, false",
        "400, BadDigest, DAMAGED, true, true",
        "400, InvalidArgument, REFUSED, false, true",
        "405, '', NOT_IMPLEMENTED, false, true",
        "501, NotImplemented, NOT_IMPLEMENTED, false, true",
        "429, '', THROTTLED, true, true",
        "503, SlowDown, THROTTLED, true, false",
        "503, '', THROTTLED, true, false",
        "500, InternalError, SERVER_ERROR, true, false",
        "502, '', SERVER_ERROR, true, false",
        "200, InternalError, SERVER_ERROR, true, false"
    })
    void answersAreTakenAtTheirWord(int status, String code, Reason reason, boolean again, boolean undone) {
        Failure failure = Failure.of(answer(status, code), sent());

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.isWorthRepeating()).isEqualTo(again);
        assertThat(failure.isUndone()).isEqualTo(undone);
        assertThat(failure.isAnswer()).isTrue();
        assertThat(failure.detail()).contains(Integer.toString(status)).contains(code);
    }

    @Test
    void aRegionInTheAnswerMeansThatItIsTheWrongOne() {
        var thrown = S3Exception.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .sdkHttpResponse(SdkHttpResponse.builder()
                                .appendHeader("x-amz-bucket-region", "eu-north-1")
                                .build())
                        .build())
                .build();

        Failure failure = Failure.of((S3Exception) thrown, sent());

        assertThat(failure.reason()).isEqualTo(Reason.WRONG_REGION);
        assertThat(failure.region()).contains("eu-north-1");
    }

    static Stream<Arguments> brokenConnections() {
        return Stream.of(
                Arguments.of(new ConnectException("refused"), Reason.UNREACHABLE),
                Arguments.of(new ConnectTimeoutException(), Reason.UNREACHABLE),
                Arguments.of(new UnknownHostException("nowhere"), Reason.UNKNOWN_HOST),
                Arguments.of(new SSLHandshakeException("who are you"), Reason.UNTRUSTED),
                Arguments.of(new ConnectionRequestTimeoutException(), Reason.BUSY),
                Arguments.of(new SocketTimeoutException("late"), Reason.TIMED_OUT),
                Arguments.of(new SocketException("reset"), Reason.BROKEN),
                Arguments.of(new IOException("cut"), Reason.BROKEN));
    }

    @ParameterizedTest
    @MethodSource("brokenConnections")
    void whatIsNotAnsweredIsUnknownUnlessNothingWasConnected(IOException cause, Reason reason) {
        Failure failure = Failure.of(client("failed", cause), sent());

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.isAnswer()).isFalse();
        boolean unknown = reason == Reason.TIMED_OUT || reason == Reason.BROKEN;
        assertThat(failure.isUndone()).isEqualTo(!unknown);
    }

    @Test
    void whatWasNotSentIsTheFaultOfOurSide() {
        assertThat(unsent("Unable to load credentials from any of the providers"))
                .isEqualTo(Reason.NO_CREDENTIALS);
        assertThat(unsent("Unable to load region from any of the providers")).isEqualTo(Reason.NO_REGION);
        assertThat(unsent("Something else")).isEqualTo(Reason.NOT_SENT);
    }

    @Test
    void interruptsAndTimeoutsAreToldApart() {
        assertThat(Failure.of(AbortedException.create("aborted"), sent()).reason())
                .isEqualTo(Reason.INTERRUPTED);
        assertThat(Failure.of(ApiCallAttemptTimeoutException.create(1), sent()).reason())
                .isEqualTo(Reason.TIMED_OUT);
        Ticket calledOff = sent();
        calledOff.callOff();
        assertThat(Failure.of(client("closed", new SocketException("closed")), calledOff)
                        .reason())
                .isEqualTo(Reason.INTERRUPTED);
    }

    private static Reason unsent(String message) {
        return Failure.of(client(message, null), new Ticket()).reason();
    }

    private static Ticket sent() {
        var ticket = new Ticket();
        ticket.sending(() -> {});
        return ticket;
    }

    private static RuntimeException client(String message, @Nullable Throwable cause) {
        return SdkClientException.create(message, cause);
    }

    private static S3Exception answer(int status, String code) {
        return (S3Exception) S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    /** Named like that of the HTTP client. */
    private static final class ConnectTimeoutException extends SocketTimeoutException {
        private static final long serialVersionUID = 1L;
    }

    /** Named like that of the HTTP client. */
    private static final class ConnectionRequestTimeoutException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
