package org.cairndb.it.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.cairndb.it.SharesJvm;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.store.RequestTotals;
import org.cairndb.storage.store.StoreOption;
import org.cairndb.storage.store.StoreOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Slow fetches are sent a second time, but not many of them. */
@SharesJvm
class S3HedgeIT {
    private static final int WARM = 200;
    private static final StoredNode NODE = StoredNode.of(Bytes.wrap("a".getBytes(UTF_8)));

    private final RequestCounter counter = new RequestCounter();
    private S3Server server;
    private FaultProxy proxy;
    private String bucket;

    @BeforeEach
    void open() {
        server = S3Server.shared(S3ServerKind.S3PROXY);
        proxy = FaultProxy.to(server.endpoint());
        bucket = server.newBucket();
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void aSlowFetchIsOvertaken() {
        try (NodeStore opened = S3Stores.open(bucket, options())) {
            NodeStore store = warm(opened);
            proxy.inject(Fault.STALL, Selection.of("GET").times(1));
            long begin = System.nanoTime();

            assertThat(store.fetchNode(NODE.id())).isEqualTo(new Fetch.Found(NODE.bytes()));

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
            RequestTotals totals = counter.totals();
            assertThat(totals.hedges()).isPositive();
            assertThat(totals.retries()).isZero();
            assertThat(totals.gets()).isEqualTo(WARM + 1 + totals.hedges());
        }
    }

    @Test
    void aSlowFetchAmongManyIsOvertaken() {
        try (NodeStore opened = S3Stores.open(bucket, options())) {
            NodeStore store = warm(opened);
            proxy.inject(Fault.STALL, Selection.of("GET").after(5).times(1));
            List<NodeId> ids = Collections.nCopies(20, NODE.id());

            long begin = System.nanoTime();
            assertThat(store.fetchNodes(ids)).hasSize(20).allMatch(Fetch.Found.class::isInstance);

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
            assertThat(counter.totals().retries()).isZero();
        }
    }

    @Test
    void aStalledFetchIsOvertakenAlthoughOthersHaveUsedUpThePermits() {
        try (NodeStore opened = S3Stores.open(bucket, options())) {
            NodeStore store = warm(opened);
            proxy.delay(Duration.ofMillis(100));
            for (int i = 0; i < 10; i++) {
                store.fetchNode(NODE.id());
            }
            long hedges = counter.totals().hedges();
            proxy.heal();
            proxy.inject(Fault.STALL, Selection.of("GET").times(1));

            long begin = System.nanoTime();
            assertThat(store.fetchNode(NODE.id())).isEqualTo(new Fetch.Found(NODE.bytes()));

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
            assertThat(counter.totals().hedges()).isEqualTo(hedges + 1);
            assertThat(counter.totals().retries()).isZero();
        }
    }

    @Test
    void whenEverythingIsSlowOneInTwentyIsSentAgain() {
        try (NodeStore opened = S3Stores.open(bucket, options())) {
            NodeStore store = warm(opened);
            proxy.delay(Duration.ofMillis(30));
            for (int i = 0; i < 10; i++) {
                store.fetchNodes(Collections.nCopies(32, NODE.id()));
            }

            RequestTotals totals = counter.totals();
            assertThat(totals.hedges()).isLessThanOrEqualTo(totals.gets() / 20);
        }
    }

    @Test
    void hedgingCanBeTurnedOff() {
        try (NodeStore opened = S3Stores.open(bucket, options().with(StoreOption.HEDGE, "false"))) {
            NodeStore store = warm(opened);
            proxy.delay(Duration.ofMillis(100));
            store.fetchNode(NODE.id());

            assertThat(counter.totals().hedges()).isZero();
            assertThat(counter.totals().gets()).isEqualTo(WARM + 1);
        }
    }

    private StoreOptions options() {
        return S3Stores.options(server, proxy.endpoint()).with(StoreOption.REQUEST_TIMEOUT, "1m");
    }

    private NodeStore warm(NodeStore opened) {
        NodeStore store = opened.countedBy(counter);
        store.putNodes(List.of(NODE));
        for (int i = 0; i < WARM; i++) {
            store.fetchNode(NODE.id());
        }
        return store;
    }
}
