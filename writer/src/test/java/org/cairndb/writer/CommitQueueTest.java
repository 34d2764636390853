package org.cairndb.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.ForwardingNodeStore;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.memory.MemoryNodeStore;
import org.cairndb.storage.testing.FaultInjectingStore;
import org.cairndb.storage.testing.FaultInjectingStore.Fault;
import org.cairndb.storage.testing.FaultInjectingStore.Operation;
import org.cairndb.writer.commit.BranchHead;
import org.cairndb.writer.commit.CommitQueue;
import org.cairndb.writer.ingest.BulkLoader;
import org.cairndb.writer.tx.Transact;
import org.cairndb.writer.tx.TxReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callers of one writer see of one another. */
@Timeout(60)
class CommitQueueTest {
    private static final WriterOptions OPTIONS = TestDatabase.options(3);

    private final NodeStore memory = MemoryNodeStore.anonymous();
    private final FaultInjectingStore faulty = new FaultInjectingStore(memory, 3);
    private final Gate gate = new Gate(faulty);

    @AfterEach
    void check() {
        StoreChecks.check(memory);
    }

    /** Holds a swap back, or does something before each. */
    private static final class Gate extends ForwardingNodeStore {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);
        private final AtomicBoolean shut = new AtomicBoolean();
        private volatile Runnable beforeSwap = () -> {};

        Gate(NodeStore delegate) {
            super(delegate);
        }

        @Override
        public HeadSwap swapHead(String branch, Optional<HeadVersion> expected, Bytes next) {
            beforeSwap.run();
            if (shut.compareAndSet(true, false)) {
                entered.countDown();
                await(opened);
            }
            return super.swapHead(branch, expected, next);
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Begins a transaction whose swap waits until {@link #open}; what comes meanwhile is one group. */
        CompletableFuture<TxReport> shutBehind(Writer writer) {
            shut.set(true);
            CompletableFuture<TxReport> first = writer.transactAsync(Transact.of(Map.of("a/n", 0)));
            await(entered);
            return first;
        }

        void open() {
            opened.countDown();
        }
    }

    private Writer open(WriterOptions options) {
        Writer writer = Writer.open(gate, Writer.MAIN_BRANCH, options);
        writer.transact(Map.of("a/n", 0));
        return writer;
    }

    private static Transact onlyAt(long tx) {
        return Transact.builder()
                .call(before -> {
                    if (before.tx() != tx) {
                        throw new IllegalArgumentException("not upon " + before.tx());
                    }
                    return Transact.of(Map.of("a/n", tx)).operations();
                })
                .build();
    }

    private static Throwable failureOf(CompletableFuture<?> result) throws Exception {
        return result.handle((report, failure) -> failure instanceof CompletionException e ? e.getCause() : failure)
                .thenApply(failure -> Objects.requireNonNull(failure, "no failure"))
                .get(30, TimeUnit.SECONDS);
    }

    private static ErrorCode codeOf(Throwable failure) {
        return ((CairnException) failure).code();
    }

    @Test
    void nobodyIsRefusedBecauseOfATransactionThatIsNotStored() throws Exception {
        try (Writer writer = open(OPTIONS.retryDeadline(Duration.ofMillis(20)))) {
            CompletableFuture<TxReport> first = gate.shutBehind(writer);
            CompletableFuture<TxReport> second = writer.transactAsync(onlyAt(2));
            CompletableFuture<TxReport> third = writer.transactAsync(onlyAt(2));
            gate.beforeSwap = () -> faulty.failOften(Operation.SWAP_HEAD, Fault.FAIL_BEFORE, 1);
            gate.open();
            assertThat(first.get(30, TimeUnit.SECONDS).tx()).isEqualTo(2);
            assertThat(codeOf(failureOf(second))).isEqualTo(ErrorCode.STORE_FAILED);
            assertThat(codeOf(failureOf(third))).isEqualTo(ErrorCode.STORE_FAILED);
            faulty.calm();
            gate.beforeSwap = () -> {};
        }
    }

    @Test
    void whoIsRefusedBecauseOfAStoredTransactionIsTold() throws Exception {
        try (Writer writer = open(OPTIONS)) {
            CompletableFuture<TxReport> first = gate.shutBehind(writer);
            CompletableFuture<TxReport> second = writer.transactAsync(onlyAt(2));
            CompletableFuture<TxReport> third = writer.transactAsync(onlyAt(2));
            CompletableFuture<TxReport> fourth = writer.transactAsync(onlyAt(3));
            gate.open();
            assertThat(first.get(30, TimeUnit.SECONDS).tx()).isEqualTo(2);
            assertThat(second.get(30, TimeUnit.SECONDS).tx()).isEqualTo(3);
            assertThat(failureOf(third)).hasMessage("not upon 3");
            assertThat(fourth.get(30, TimeUnit.SECONDS).tx()).isEqualTo(4);
        }
    }

    @Test
    void unknownOutcomeOfOthersIsNotThatOfARefusedTransaction() throws Exception {
        try (Writer writer = open(OPTIONS.retryDeadline(Duration.ofMillis(20)))) {
            gate.shutBehind(writer);
            CompletableFuture<TxReport> second = writer.transactAsync(onlyAt(2));
            CompletableFuture<TxReport> third = writer.transactAsync(onlyAt(2));
            gate.beforeSwap = () -> faulty.failOften(Operation.SWAP_HEAD, Fault.FAIL_AFTER, 1)
                    .failOften(Operation.READ_HEAD, Fault.FAIL_BEFORE, 1);
            gate.open();
            assertThat(codeOf(failureOf(second))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
            assertThat(codeOf(failureOf(third))).isEqualTo(ErrorCode.STORE_FAILED);
            faulty.calm();
            gate.beforeSwap = () -> {};
        }
    }

    @Test
    void errorInAFunctionFailsThatTransactionOnly() throws Exception {
        try (Writer writer = open(OPTIONS)) {
            gate.shutBehind(writer);
            CompletableFuture<TxReport> broken = writer.transactAsync(Transact.builder()
                    .call(before -> {
                        throw new AssertionError("mine");
                    })
                    .build());
            CompletableFuture<TxReport> next = writer.transactAsync(Transact.of(Map.of("a/n", 1)));
            gate.open();
            assertThat(failureOf(broken)).isInstanceOf(AssertionError.class).hasMessage("mine");
            assertThat(next.get(30, TimeUnit.SECONDS).tx()).isEqualTo(3);
        }
    }

    @Test
    void callbackMayUseAndCloseTheWriter() throws Exception {
        Writer writer = open(OPTIONS);
        CompletableFuture<Long> chain = gate.shutBehind(writer).thenApply(report -> {
            long tx = writer.transact(Map.of("a/n", 1)).tx();
            writer.close();
            return tx;
        });
        gate.open();
        assertThat(chain.get(30, TimeUnit.SECONDS)).isEqualTo(3);
        assertThatThrownBy(() -> writer.transact(Map.of("a/n", 2)))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED));
    }

    @Test
    void functionCannotUseOrCloseItsWriter() throws Exception {
        try (Writer writer = open(OPTIONS)) {
            List<Runnable> calls = List.of(
                    () -> writer.transact(Map.of("a/n", 1)),
                    () -> writer.transactAsync(Transact.of(Map.of("a/n", 1))).join(),
                    () -> load(writer, 1),
                    writer::close);
            for (Runnable call : calls) {
                CompletableFuture<TxReport> result = writer.transactAsync(Transact.builder()
                        .call(before -> {
                            call.run();
                            return List.of();
                        })
                        .build());
                assertThat(codeOf(failureOf(result))).isEqualTo(ErrorCode.TRANSACTION_INVALID);
            }
            assertThat(writer.transact(Map.of("a/n", 2)).tx()).isEqualTo(2);
        }
    }

    private static long load(Writer writer, long value) {
        try (BulkLoader loader = writer.bulkLoader()) {
            loader.add(Map.of("a/n", value));
            return loader.commit().tx();
        }
    }

    @Test
    void loadGetsItsTurnWhileTransactionsNeverEnd() throws Exception {
        try (Writer writer = open(OPTIONS)) {
            gate.beforeSwap =
                    () -> CompletableFuture.runAsync(() -> writer.transactAsync(Transact.of(Map.of("a/n", 1))))
                            .join();
            writer.transactAsync(Transact.of(Map.of("a/n", 1)));
            CompletableFuture<Long> load = CompletableFuture.supplyAsync(() -> load(writer, 2));
            try {
                assertThat(load.get(30, TimeUnit.SECONDS)).isPositive();
            } finally {
                gate.beforeSwap = () -> {};
            }
        }
    }

    @Test
    void interruptEndsTheWaitOfALoad() throws Exception {
        try (Writer writer = open(OPTIONS)) {
            CompletableFuture<TxReport> first = gate.shutBehind(writer);
            CompletableFuture<Long> load = CompletableFuture.supplyAsync(() -> {
                Thread.currentThread().interrupt();
                return load(writer, 2);
            });
            assertThat(codeOf(failureOf(load))).isEqualTo(ErrorCode.CANCELLED);
            gate.open();
            assertThat(first.get(30, TimeUnit.SECONDS).tx()).isEqualTo(2);
            assertThat(writer.transact(Map.of("a/n", 2)).tx()).isEqualTo(3);
        }
    }

    @Test
    void queueGoesOnWhenAThreadCouldNotBeStarted() throws Exception {
        AtomicBoolean full = new AtomicBoolean(true);
        Executor executor = task -> {
            if (full.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            task.run();
        };
        BranchHead head =
                new BranchHead(memory, Writer.MAIN_BRANCH, OPTIONS.settings().random());
        try (CommitQueue queue = new CommitQueue(head, OPTIONS.settings(), executor)) {
            CompletableFuture<TxReport> refused = queue.submit(Transact.of(Map.of("a/n", 1)));
            assertThat(codeOf(failureOf(refused))).isEqualTo(ErrorCode.STORE_FAILED);
            full.set(false);
            assertThat(queue.commit(Transact.of(Map.of("a/n", 2))).tx()).isEqualTo(1);
        }
    }
}
