package org.cairndb.it.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cairndb.it.SharesJvm;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.ObjectLimits;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.store.RequestTotals;
import org.cairndb.storage.store.StoreOption;
import org.cairndb.storage.store.StoreOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a store makes of a bad network: reads are repeated, a swap never. */
@SharesJvm
class S3FaultIT {
    private static final String MAIN = "main";
    private static final Duration SILENCE = Duration.ofMillis(500);
    private static final Selection SWAPS = Selection.of("PUT", "/heads/");

    private final RequestCounter counter = new RequestCounter();
    private S3Server server;
    private FaultProxy proxy;
    private String bucket;
    private NodeStore opened;
    private NodeStore store;

    @BeforeEach
    void open() {
        server = S3Server.shared(S3ServerKind.S3PROXY);
        proxy = FaultProxy.to(server.endpoint());
        bucket = server.newBucket();
        opened = S3Stores.open(bucket, options());
        store = opened.countedBy(counter);
    }

    @AfterEach
    void close() {
        opened.close();
        proxy.close();
    }

    private StoreOptions options() {
        return S3Stores.options(server, proxy.endpoint())
                .with(StoreOption.REQUEST_TIMEOUT, SILENCE.toMillis() + "ms")
                .with(StoreOption.HEDGE, "false");
    }

    @ParameterizedTest
    @EnumSource(names = "UNCONDITIONAL", mode = EnumSource.Mode.EXCLUDE)
    void aFetchSurvivesOneFault(Fault fault) {
        StoredNode node = put("a");
        RequestTotals before = counter.totals();
        proxy.inject(fault, Selection.of("GET").times(1));

        assertThat(store.fetchNode(node.id())).isEqualTo(new Fetch.Found(node.bytes()));

        int retries = fault == Fault.SENT_TWICE ? 0 : 1;
        assertThat(counter.totals().retries()).isEqualTo(retries);
        assertThat(counter.totals().gets() - before.gets()).isEqualTo(1 + retries);
        assertThat(counter.totals().bytesRead()).isEqualTo(node.bytes().length());
    }

    @ParameterizedTest
    @EnumSource(names = "UNCONDITIONAL", mode = EnumSource.Mode.EXCLUDE)
    void aPutOfANodeSurvivesOneFault(Fault fault) {
        proxy.inject(fault, Selection.of("PUT").times(1));

        StoredNode node = put("a");

        assertThat(store.fetchNode(node.id())).isEqualTo(new Fetch.Found(node.bytes()));
        int retries = fault == Fault.SENT_TWICE ? 0 : 1;
        assertThat(counter.totals().retries()).isEqualTo(retries);
        assertThat(counter.totals().puts()).isEqualTo(1 + retries);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET_BEFORE", "STATUS_503", "STATUS_500", "CUT_BODY", "STALL"})
    void aFaultThatStaysEndsInAnErrorInBoundedTime(Fault fault) {
        StoredNode node = put("a");
        proxy.inject(fault, Selection.of("GET"));
        long begin = System.nanoTime();

        assertFails(ErrorCode.STORE_FAILED, () -> store.fetchNode(node.id()));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SILENCE.multipliedBy(10));
        assertThat(proxy.log().count("GET"))
                .isBetween(1L, 8L)
                .isEqualTo(counter.totals().gets());
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET_BEFORE", "RESET_AFTER", "STATUS_503", "STATUS_500", "CUT_BODY", "LOST_ANSWER", "STALL"})
    void aSwapWithoutAnAnswerIsUnknownAndSentOnce(Fault fault) {
        HeadVersion one = create("one");
        proxy.inject(fault, SWAPS);
        proxy.log().reset();

        assertFails(ErrorCode.OUTCOME_UNKNOWN, () -> store.swapHead(MAIN, Optional.of(one), text("two")));

        assertThat(proxy.log().counts()).isEqualTo(Map.of("PUT", 1L));
        assertThat(counter.totals().retries()).isZero();
        boolean applied = fault == Fault.RESET_AFTER || fault == Fault.CUT_BODY || fault == Fault.LOST_ANSWER;
        assertThat(read()).isEqualTo(text(applied ? "two" : "one"));
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET_BEFORE", "RESET_AFTER", "STATUS_500", "LOST_ANSWER"})
    void aDeletionWithoutAnAnswerIsUnknownAndSentOnce(Fault fault) {
        HeadVersion one = create("one");
        proxy.inject(fault, SWAPS);
        proxy.log().reset();

        assertFails(ErrorCode.OUTCOME_UNKNOWN, () -> store.deleteHead(MAIN, one));

        assertThat(proxy.log().counts()).isEqualTo(Map.of("PUT", 1L));
    }

    @Test
    void aCreationWithoutAnAnswerIsUnknownAndSentOnce() {
        proxy.inject(Fault.RESET_AFTER, SWAPS);

        assertFails(ErrorCode.OUTCOME_UNKNOWN, () -> create("one"));

        assertThat(proxy.log().counts()).isEqualTo(Map.of("PUT", 1L));
        assertThat(read()).isEqualTo(text("one"));
    }

    @Test
    void aSwapThatMetAnotherIsLost() {
        HeadVersion one = create("one");
        proxy.inject(Fault.STATUS_409, SWAPS);

        assertThat(store.swapHead(MAIN, Optional.of(one), text("two"))).isEqualTo(new HeadSwap.Lost());
        assertThat(store.swapHead("other", Optional.empty(), text("one"))).isEqualTo(new HeadSwap.Lost());
        assertThat(read()).isEqualTo(text("one"));
    }

    @Test
    void aServerThatIsGoneWhileASwapIsSentHasNotAppliedIt() {
        HeadVersion one = create("one");
        proxy.close();

        assertThatThrownBy(() -> store.swapHead(MAIN, Optional.of(one), text("two")))
                .isInstanceOfSatisfying(
                        CairnException.class,
                        e -> assertThat(e.code()).isIn(ErrorCode.STORE_FAILED, ErrorCode.OUTCOME_UNKNOWN));
        assertFails(ErrorCode.STORE_FAILED, () -> store.swapHead(MAIN, Optional.of(one), text("two")));
    }

    @Test
    void anInterruptLetsASwapEndAndIsKept() throws Exception {
        HeadVersion one = create("one");
        proxy.delay(Duration.ofMillis(200), SWAPS);
        var kept = new AtomicBoolean();
        var swap = new CompletableFuture<HeadSwap>();
        var thread = new Thread(() -> {
            swap.complete(store.swapHead(MAIN, Optional.of(one), text("two")));
            kept.set(Thread.currentThread().isInterrupted());
        });
        thread.start();
        proxy.log().awaitInFlight(1);
        thread.interrupt();
        thread.join();

        assertThat(swap.join()).isInstanceOf(HeadSwap.Swapped.class);
        assertThat(kept).isTrue();
    }

    @Test
    void anInterruptEndsAFetchAndAReadAtOnce() throws Exception {
        StoredNode node = put("a");
        proxy.inject(Fault.STALL, Selection.of("GET"));
        try (NodeStore patient = S3Stores.open(bucket, options().with(StoreOption.REQUEST_TIMEOUT, "1m"))) {
            assertEndsOnInterrupt(() -> patient.fetchNode(node.id()));
            assertEndsOnInterrupt(() -> patient.readHead(MAIN));
            assertEndsOnInterrupt(patient::listHeads);
        }
    }

    private void assertEndsOnInterrupt(Runnable work) throws Exception {
        var failure = new CompletableFuture<Throwable>();
        var thread = new Thread(() -> {
            try {
                work.run();
            } catch (CairnException e) {
                failure.complete(e);
            }
        });
        thread.start();
        proxy.log().awaitInFlight(1);
        thread.interrupt();
        thread.join();

        assertThat(failure.join())
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
        proxy.log().awaitInFlight(0);
    }

    @Test
    void closingEndsWhatIsUnderWay() throws Exception {
        StoredNode node = put("a");
        proxy.inject(Fault.STALL, Selection.of("GET"));
        NodeStore patient = S3Stores.open(bucket, options().with(StoreOption.REQUEST_TIMEOUT, "1m"));
        var failure = new CompletableFuture<Throwable>();
        var thread = new Thread(() -> {
            try {
                patient.fetchNodes(List.of(node.id(), node.id()));
            } catch (CairnException e) {
                failure.complete(e);
            }
        });
        thread.start();
        proxy.log().awaitInFlight(2);
        long begin = System.nanoTime();
        patient.close();
        thread.join();

        assertThat(failure.join())
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        proxy.log().awaitInFlight(0);
    }

    @Test
    void oneFailureEndsAllFetchesOfACall() throws Exception {
        List<StoredNode> nodes = List.of(StoredNode.of(text("a")), StoredNode.of(text("b")), StoredNode.of(text("c")));
        store.putNodes(nodes);
        String last = nodes.get(2).id().hex();
        proxy.inject(Fault.STATUS_500, Selection.of("GET", last));
        proxy.inject(Fault.STALL, Selection.of("GET"));
        List<NodeId> ids = nodes.stream().map(StoredNode::id).toList();

        assertFails(ErrorCode.STORE_FAILED, () -> store.fetchNodes(ids));
        proxy.log().awaitInFlight(0);
    }

    @Test
    void anObjectThatIsTooLargeIsNotRead() {
        NodeId id = StoredNode.of(text("a")).id();
        String length = Integer.toString(ObjectLimits.MAX_BYTES + 1);
        byte[] body = new byte[ObjectLimits.MAX_BYTES + 1];
        try (CannedServer large = CannedServer.answering(200, Map.of("ETag", "\"x\"", "x-length", length), body);
                NodeStore reader = S3Stores.open(bucket, S3Stores.options(server, large.endpoint()))) {
            assertFails(ErrorCode.NODE_CORRUPT, () -> reader.fetchNode(id));
            assertFails(ErrorCode.HEAD_CORRUPT, () -> reader.readHead(MAIN));
            assertThat(large.requests()).isEqualTo(2);
        }
    }

    private StoredNode put(String content) {
        StoredNode node = StoredNode.of(text(content));
        store.putNodes(List.of(node));
        return node;
    }

    private HeadVersion create(String content) {
        return ((HeadSwap.Swapped) store.swapHead(MAIN, Optional.empty(), text(content))).version();
    }

    /** What is stored, past the proxy. */
    private Bytes read() {
        try (NodeStore direct = S3Stores.open(bucket, S3Stores.options(server, server.endpoint()))) {
            return ((HeadRead.Found) direct.readHead(MAIN)).bytes();
        }
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(UTF_8));
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
