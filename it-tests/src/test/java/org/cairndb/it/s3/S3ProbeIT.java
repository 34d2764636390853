package org.cairndb.it.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.cairndb.it.SharesJvm;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.store.StoreOption;
import org.cairndb.storage.store.StoreOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that ignores conditions is found out before anything is written. */
@SharesJvm
class S3ProbeIT {
    private static final Selection REPLACEMENTS =
            Selection.of("PUT").and(request -> request.header("if-match").isPresent());
    private static final Selection CREATIONS =
            Selection.of("PUT").and(request -> request.header("if-none-match").isPresent());

    private S3Server server;
    private FaultProxy proxy;
    private String bucket;

    @BeforeEach
    void open() {
        // Takes requests whose signed headers were taken away.
        server = S3Server.shared(S3ServerKind.S3MOCK);
        proxy = FaultProxy.to(server.endpoint());
        bucket = server.newBucket();
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void aServerThatHonoursConditionsIsTriedOnce() {
        try (NodeStore store = open(options());
                NodeStore second = open(options())) {
            store.proveSwaps();
            assertThat(proxy.log().counts()).isEqualTo(Map.of("PUT", 4L, "DELETE", 1L));

            store.proveSwaps();
            second.proveSwaps();
            assertThat(proxy.log().exchanges()).hasSize(5);
            assertThat(store.listHeads()).isEmpty();
            assertThat(store.listNodes()).isEmpty();
        }
    }

    @Test
    void aServerThatReplacesWhatIsThereIsRefused() {
        proxy.inject(Fault.UNCONDITIONAL, CREATIONS);

        assertRefused("ignores \"If-None-Match: *\"", proxy.endpoint().toString(), "s3://" + bucket);
    }

    @Test
    void aServerThatReplacesAnyVersionIsRefused() {
        proxy.inject(Fault.UNCONDITIONAL, REPLACEMENTS);

        assertRefused("ignores \"If-Match\"", proxy.endpoint().toString());
    }

    @Test
    void aRefusedServerIsTriedAgainNextTime() {
        proxy.inject(Fault.UNCONDITIONAL, REPLACEMENTS);
        assertRefused("ignores");
        proxy.heal();

        try (NodeStore store = open(options())) {
            store.proveSwaps();
        }
    }

    @Test
    void lostAnswersProveNothing() {
        proxy.inject(Fault.RESET_AFTER, REPLACEMENTS.times(2));
        try (NodeStore store = open(options())) {
            store.proveSwaps();
        }
        proxy.heal();
        proxy.inject(Fault.RESET_AFTER, Selection.of("PUT"));
        String other = server.newBucket();
        try (NodeStore store = S3Stores.open(other, options())) {
            assertThatThrownBy(store::proveSwaps)
                    .isInstanceOfSatisfying(
                            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_FAILED));
        }
    }

    @Test
    void aServerThatDoesNotKnowConditionsIsRefused() {
        try (CannedServer old = CannedServer.refusing(501, "NotImplemented", Map.of());
                NodeStore store = open(S3Stores.options(server, old.endpoint()))) {
            assertThatThrownBy(store::proveSwaps).isInstanceOfSatisfying(CairnException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED);
                assertThat(e).hasMessageContaining("does not know conditional puts");
            });
        }
    }

    @Test
    void whoMayNotDeleteLeavesTheProbeBehind() {
        proxy.inject(Fault.STATUS_500, Selection.of("DELETE"));
        var counter = new RequestCounter();
        try (NodeStore store = open(options().with(StoreOption.REQUEST_TIMEOUT, "100ms"))) {
            store.countedBy(counter).proveSwaps();

            assertThat(counter.totals().deletes()).isPositive();
            assertThat(store.listHeads()).isEmpty();
        }
    }

    private void assertRefused(String... parts) {
        try (NodeStore store = open(options())) {
            assertThatThrownBy(store::proveSwaps).isInstanceOfSatisfying(CairnException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED);
                assertThat(e.getMessage()).contains(parts);
            });
        }
    }

    private StoreOptions options() {
        return S3Stores.options(server, proxy.endpoint());
    }

    private NodeStore open(StoreOptions options) {
        return S3Stores.open(bucket, options);
    }
}
