package org.cairndb.it.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.cairndb.it.SharesJvm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Conditional writes that race through a proxy are atomic, which the servers alone do not promise. */
@SharesJvm
class ConditionalRaceIT {
    private static final int WORKERS = 16;
    private static final int ROUNDS = 4;
    private static final String KEY = "heads/main";
    private static final int PRECONDITION_FAILED = 412;

    @ParameterizedTest
    @EnumSource
    void racingReplacementsLoseNothing(S3ServerKind kind) throws Exception {
        S3Server server = S3Server.shared(kind);
        String bucket = server.newBucket();
        try (FaultProxy proxy = FaultProxy.to(server.endpoint());
                S3Client client = S3Clients.open(server, proxy.endpoint())) {
            client.putObject(request -> request.bucket(bucket).key(KEY), RequestBody.fromString("0"));
            inParallel(() -> {
                for (int done = 0; done < ROUNDS; ) {
                    done += increment(client, bucket) ? 1 : 0;
                }
                return true;
            });
            assertThat(client.getObjectAsBytes(request -> request.bucket(bucket).key(KEY))
                            .asUtf8String())
                    .isEqualTo(Integer.toString(WORKERS * ROUNDS));
            assertThat(proxy.log().exchanges()).extracting(Exchange::status).contains(PRECONDITION_FAILED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneOfRacingCreationsWins(S3ServerKind kind) throws Exception {
        S3Server server = S3Server.shared(kind);
        String bucket = server.newBucket();
        try (FaultProxy proxy = FaultProxy.to(server.endpoint());
                S3Client client = S3Clients.open(server, proxy.endpoint())) {
            for (int round = 0; round < ROUNDS; round++) {
                String key = "created/" + round;
                List<Boolean> won = inParallel(() -> succeeds(() -> client.putObject(
                        request -> request.bucket(bucket).key(key).ifNoneMatch("*"), RequestBody.fromString("mine"))));
                assertThat(won).containsOnlyOnce(true);
            }
        }
    }

    private static boolean increment(S3Client client, String bucket) throws Exception {
        var read = client.getObjectAsBytes(request -> request.bucket(bucket).key(KEY));
        String next = Integer.toString(Integer.parseInt(read.asUtf8String()) + 1);
        return succeeds(() -> client.putObject(
                request ->
                        request.bucket(bucket).key(KEY).ifMatch(read.response().eTag()),
                RequestBody.fromString(next)));
    }

    private static boolean succeeds(Callable<?> request) throws Exception {
        try {
            request.call();
            return true;
        } catch (S3Exception e) {
            assertThat(e.statusCode()).isEqualTo(PRECONDITION_FAILED);
            return false;
        }
    }

    private static List<Boolean> inParallel(Callable<Boolean> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<Boolean>> running = executor.invokeAll(
                    IntStream.range(0, WORKERS).mapToObj(i -> work).toList());
            List<Boolean> results = new ArrayList<>();
            for (Future<Boolean> one : running) {
                results.add(one.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }
}
