package org.cairndb.it.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.cairndb.it.SharesJvm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client sees of a network that is bad on purpose, and what the server does. */
@SharesJvm
class FaultProxyIT {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration LATENCY = Duration.ofMillis(100);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private FaultProxy proxy;
    private String path;
    private URI direct;

    @BeforeEach
    void open() {
        // Takes requests without a signature.
        S3Server server = S3Server.shared(S3ServerKind.S3MOCK);
        proxy = FaultProxy.to(server.endpoint());
        path = "/" + server.newBucket() + "/heads/main";
        direct = server.endpoint().resolve(path);
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void resetBeforeTheServerLosesTheRequest() {
        proxy.inject(Fault.RESET_BEFORE, Selection.of("PUT"));
        assertThatThrownBy(() -> put("one")).isInstanceOf(IOException.class);
        assertThat(stored()).isEmpty();
        assertThat(statuses()).containsExactly(0);
    }

    @Test
    void resetAfterTheServerLosesTheAnswer() throws Exception {
        proxy.inject(Fault.RESET_AFTER, Selection.of("PUT").times(1));
        assertThatThrownBy(() -> put("one")).isInstanceOf(IOException.class);
        assertThat(stored()).isEqualTo("one");
        assertThat(put("two").statusCode()).isEqualTo(200);
        assertThat(statuses()).containsExactly(200, 200);
        assertThat(proxy.log().exchanges().get(0).fault()).contains(Fault.RESET_AFTER);
    }

    @ParameterizedTest
    @CsvSource({
        "STATUS_503, 503, SlowDown",
        "STATUS_500, 500, InternalError",
        "STATUS_409, 409, ConditionalRequestConflict"
    })
    void refusedRequestIsNotApplied(Fault fault, int status, String code) throws Exception {
        proxy.inject(fault, Selection.of("PUT").times(1));
        HttpResponse<String> refused = put("one");
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.body()).contains("<Code>" + code + "</Code>");
        assertThat(stored()).isEmpty();
        assertThat(put("two").statusCode()).isEqualTo(200);
        assertThat(statuses()).containsExactly(status, 200);
    }

    @Test
    void cutBodyIsNotTakenForTheWhole() throws Exception {
        put("0123456789");
        proxy.inject(Fault.CUT_BODY, Selection.of("GET").times(1));
        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
        assertThat(get().body()).isEqualTo("0123456789");
    }

    @Test
    void lostAnswerKeepsTheClientWaiting() throws Exception {
        proxy.inject(Fault.LOST_ANSWER, Selection.of("PUT"));
        assertThatThrownBy(this::putImpatiently).isInstanceOf(HttpTimeoutException.class);
        proxy.log().awaitInFlight(0);
        assertThat(stored()).isEqualTo("one");
    }

    @Test
    void stalledRequestNeverReachesTheServer() throws Exception {
        proxy.inject(Fault.STALL, Selection.of("PUT"));
        assertThatThrownBy(this::putImpatiently).isInstanceOf(HttpTimeoutException.class);
        proxy.log().awaitInFlight(0);
        assertThat(stored()).isEmpty();
    }

    @Test
    void closedProxyEndsWhatIsStalled() throws Exception {
        proxy.inject(Fault.STALL, Selection.all());
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request().timeout(Duration.ofMinutes(1)).build(), BodyHandlers.ofString());
        proxy.log().awaitInFlight(1);
        proxy.close();
        assertThatThrownBy(answer::join).hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(this::get).isInstanceOf(ConnectException.class);
    }

    @Test
    void healedProxyDoesEverythingRight() throws Exception {
        proxy.inject(Fault.STATUS_503, Selection.all());
        proxy.delay(Duration.ofMinutes(1), Selection.of("GET"));
        proxy.heal();
        assertThat(put("one").statusCode()).isEqualTo(200);
        assertThat(get().body()).isEqualTo("one");
    }

    @Test
    void requestsAreRecordedWithTheirConditions() throws Exception {
        put("one");
        http.send(
                request()
                        .header("If-None-Match", "*")
                        .PUT(BodyPublishers.ofString("two"))
                        .build(),
                BodyHandlers.ofString());
        get();
        List<Exchange> exchanges = proxy.log().exchanges();
        assertThat(exchanges).extracting(Exchange::method).containsExactly("PUT", "PUT", "GET");
        assertThat(exchanges).extracting(Exchange::path).containsOnly(path);
        assertThat(exchanges)
                .extracting(Exchange::conditions)
                .containsExactly(Map.of(), Map.of("if-none-match", "*"), Map.of());
        assertThat(statuses()).containsExactly(200, 412, 200);
        assertThat(proxy.log().counts()).isEqualTo(Map.of("GET", 1L, "PUT", 2L));
        proxy.log().reset();
        assertThat(proxy.log().exchanges()).isEmpty();
        assertThat(proxy.log().inFlight()).isZero();
    }

    @Test
    void latencyMeetsOnlyChosenRequestsAndNobodyElseWaits() throws Exception {
        put("one");
        proxy.delay(LATENCY, Selection.of("GET").every(2));
        long start = System.nanoTime();
        get();
        get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(LATENCY);
        proxy.heal();
        proxy.delay(Duration.ofMinutes(1), Selection.of("PUT").times(1));
        CompletableFuture<HttpResponse<String>> slow =
                http.sendAsync(putRequest("two").timeout(Duration.ofMinutes(2)).build(), BodyHandlers.ofString());
        proxy.log().awaitInFlight(1);
        assertThat(put("three").statusCode()).isEqualTo(200);
        assertThat(get().body()).isEqualTo("three");
        assertThat(proxy.log().maxInFlight()).isEqualTo(2);
        assertThat(slow).isNotDone();
    }

    @Test
    void requestsAreInFlightTogether() throws Exception {
        proxy.inject(Fault.STALL, Selection.all());
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 16)
                .mapToObj(i -> http.sendAsync(request().build(), BodyHandlers.ofString()))
                .toList();
        proxy.log().awaitInFlight(16);
        proxy.close();
        proxy.log().awaitInFlight(0);
        assertThat(proxy.log().maxInFlight()).isEqualTo(16);
        assertThat(answers)
                .allSatisfy(answer -> assertThatThrownBy(answer::join).hasCauseInstanceOf(IOException.class));
    }

    @Test
    void connectionServesManyRequests() throws Exception {
        for (int i = 0; i < 250; i++) {
            put("content " + i);
            assertThat(get().body()).isEqualTo("content " + i);
        }
        assertThat(proxy.log().counts()).isEqualTo(Map.of("GET", 250L, "PUT", 250L));
    }

    /** All that a server does right is right through a proxy too. */
    abstract static class ThroughProxy extends S3ServerContract {
        private final List<FaultProxy> proxies = new ArrayList<>();

        ThroughProxy(S3ServerKind kind) {
            super(kind);
        }

        @Override
        URI endpointOf(S3Server server) {
            FaultProxy passing = FaultProxy.to(server.endpoint());
            proxies.add(passing);
            return passing.endpoint();
        }

        @AfterEach
        void closeProxies() {
            proxies.forEach(FaultProxy::close);
        }
    }

    @Nested
    class OfS3Proxy extends ThroughProxy {
        OfS3Proxy() {
            super(S3ServerKind.S3PROXY);
        }
    }

    @Nested
    class OfS3Mock extends ThroughProxy {
        OfS3Mock() {
            super(S3ServerKind.S3MOCK);
        }
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(proxy.endpoint().resolve(path));
    }

    private HttpRequest.Builder putRequest(String content) {
        return request().PUT(BodyPublishers.ofString(content));
    }

    private HttpResponse<String> put(String content) throws IOException, InterruptedException {
        return http.send(putRequest(content).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> putImpatiently() throws IOException, InterruptedException {
        return http.send(putRequest("one").timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get() throws IOException, InterruptedException {
        return http.send(request().build(), BodyHandlers.ofString());
    }

    /** What the server has, empty where it has nothing. */
    private String stored() {
        HttpResponse<String> answer = http.sendAsync(
                        HttpRequest.newBuilder(direct).build(), BodyHandlers.ofString())
                .join();
        return answer.statusCode() == 200 ? answer.body() : "";
    }

    private List<Integer> statuses() {
        return proxy.log().exchanges().stream().map(Exchange::status).toList();
    }
}
