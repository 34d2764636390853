package org.cairndb.it.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairndb.it.SharesJvm;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.StoreOption;
import org.cairndb.storage.store.StoreOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each error says in one sentence what failed, where, and what to do. */
@SharesJvm
class S3ErrorsIT {
    private static final String MAIN = "main";
    private static final String SECRET = "not-for-logs";

    private final S3Server server = S3Server.shared(S3ServerKind.S3PROXY);

    @Test
    void aBucketThatIsNotThere() {
        assertFails(
                "no-such-bucket",
                S3Stores.options(server, server.endpoint()),
                ErrorCode.STORE_UNAVAILABLE,
                "Cannot read branch head \"shop/v1/heads/main\" of \"s3://no-such-bucket/shop/v1\"",
                "has no bucket \"no-such-bucket\"; create it or check the location");
    }

    @Test
    void anUnknownAccessKey() {
        assertFails(
                "bucket",
                S3Stores.options(server, server.endpoint()).with(StoreOption.ACCESS_KEY_ID, "stranger"),
                ErrorCode.ACCESS_DENIED,
                "s3://bucket/shop/v1");
    }

    @Test
    void aWrongSecret() {
        assertFails(
                server.newBucket(),
                S3Stores.options(server, server.endpoint()).with(StoreOption.SECRET_ACCESS_KEY, SECRET),
                ErrorCode.ACCESS_DENIED,
                "the secret does not belong to the access key",
                "SignatureDoesNotMatch");
    }

    @Test
    void anEndpointWhereNobodyListens() throws IOException {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        assertFails(
                "bucket",
                S3Stores.options(server, nobody),
                ErrorCode.STORE_UNAVAILABLE,
                nobody + " cannot be reached",
                "check the endpoint and the network");
    }

    @Test
    void aHostThatDoesNotExist() {
        assertFails(
                "bucket",
                S3Stores.options(server, URI.create("http://nowhere.invalid")),
                ErrorCode.STORE_UNAVAILABLE,
                "there is no host \"nowhere.invalid",
                "check the endpoint");
    }

    @Test
    void aServerWithoutEncryption() {
        URI encrypted = URI.create("https://127.0.0.1:" + server.endpoint().getPort());
        assertThatThrownBy(() -> read("bucket", S3Stores.options(server, encrypted)))
                .isInstanceOfSatisfying(
                        CairnException.class,
                        e -> assertThat(e.code()).isIn(ErrorCode.STORE_UNAVAILABLE, ErrorCode.STORE_FAILED));
    }

    @Test
    void aServerThatDoesNotAnswer() {
        try (FaultProxy proxy = FaultProxy.to(server.endpoint())) {
            proxy.inject(Fault.STALL, Selection.all());
            assertFails(
                    "bucket",
                    S3Stores.options(server, proxy.endpoint()).with(StoreOption.REQUEST_TIMEOUT, "200ms"),
                    ErrorCode.STORE_FAILED,
                    proxy.endpoint() + " did not answer within 200 ms",
                    "raise \"requestTimeout\"");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | AccessDenied | ACCESS_DENIED | access denied (status 403, AccessDenied); docs/stores.md lists the permissions",
                "403 | InvalidAccessKeyId | ACCESS_DENIED | does not know the access key",
                "403 | RequestTimeTooSkewed | ACCESS_DENIED | the clock of this machine differs",
                "400 | ExpiredToken | ACCESS_DENIED | the temporary credentials are no longer valid",
                "400 | AuthorizationHeaderMalformed | STORE_UNAVAILABLE | the bucket is in region eu-north-1; add \"region=eu-north-1\"",
                "301 | PermanentRedirect | STORE_UNAVAILABLE | the bucket is in region eu-north-1",
                "400 | InvalidArgument | STORE_UNAVAILABLE | refused the request (status 400, InvalidArgument",
                "501 | NotImplemented | UNSUPPORTED | does not support this request",
                "503 | SlowDown | STORE_FAILED | asks for fewer requests (status 503, SlowDown)",
                "500 | InternalError | STORE_FAILED | failed (status 500, InternalError); try again"
            })
    void anAnswerThatRefuses(int status, String code, ErrorCode expected, String part) {
        Map<String, String> headers = Map.of("x-amz-bucket-region", "eu-north-1");
        try (CannedServer canned = CannedServer.refusing(status, code, headers)) {
            StoreOptions options =
                    S3Stores.options(server, canned.endpoint()).with(StoreOption.REQUEST_TIMEOUT, "100ms");
            assertFails("bucket", options, expected, part, "s3://bucket/shop/v1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, ACCESS_DENIED",
        "400, InvalidArgument, STORE_UNAVAILABLE",
        "404, NoSuchBucket, STORE_UNAVAILABLE",
        "429, TooManyRequests, STORE_FAILED",
        "400, BadDigest, STORE_FAILED"
    })
    void aSwapThatIsRefusedIsNotUnknown(int status, String code, ErrorCode expected) {
        try (CannedServer canned = CannedServer.refusing(status, code, Map.of());
                NodeStore store = S3Stores.open("bucket", S3Stores.options(server, canned.endpoint()))) {
            assertThatThrownBy(() -> store.swapHead(MAIN, Optional.empty(), Bytes.wrap(new byte[1])))
                    .isInstanceOfSatisfying(
                            CairnException.class, e -> assertThat(e.code()).isEqualTo(expected));
            assertThat(canned.requests()).isEqualTo(1);
        }
    }

    @Test
    void noCredentials() {
        List<String> properties = List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.sessionToken");
        assertThat(properties).allMatch(name -> System.getProperty(name) == null);
        System.setProperty("aws.disableEc2Metadata", "true");
        System.setProperty("aws.sharedCredentialsFile", "/nowhere/credentials");
        System.setProperty("aws.configFile", "/nowhere/config");
        try {
            StoreOptions chain = StoreOptions.NONE.with(
                    StoreOption.ENDPOINT, server.endpoint().toString());
            assertFails("bucket", chain, ErrorCode.ACCESS_DENIED, "no credentials were found; set AWS_ACCESS_KEY_ID");
            assertFails(
                    "bucket",
                    chain.with(StoreOption.PROFILE, "absent"),
                    ErrorCode.ACCESS_DENIED,
                    "the profile \"absent\" has no usable credentials");
            assertFails(
                    "bucket",
                    StoreOptions.NONE.with(StoreOption.ANONYMOUS, "true"),
                    ErrorCode.STORE_UNAVAILABLE,
                    "its region is not known; add \"region=...\"");
            assertSwapIsNotUnknown(chain);
        } finally {
            System.clearProperty("aws.disableEc2Metadata");
            System.clearProperty("aws.sharedCredentialsFile");
            System.clearProperty("aws.configFile");
        }
    }

    private void assertSwapIsNotUnknown(StoreOptions chain) {
        try (NodeStore store = S3Stores.open("bucket", chain)) {
            assertThatThrownBy(() -> store.swapHead(MAIN, Optional.empty(), Bytes.wrap(new byte[1])))
                    .isInstanceOfSatisfying(
                            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED));
        }
    }

    private static void assertFails(String bucket, StoreOptions options, ErrorCode code, String... parts) {
        assertThatThrownBy(() -> read(bucket, options)).isInstanceOfSatisfying(CairnException.class, e -> {
            assertThat(e.getMessage()).contains(parts).doesNotContain(SECRET);
            assertThat(e.code()).isEqualTo(code);
        });
    }

    private static void read(String bucket, StoreOptions options) {
        try (NodeStore store = S3Stores.open(bucket, options)) {
            store.readHead(MAIN);
        }
    }
}
