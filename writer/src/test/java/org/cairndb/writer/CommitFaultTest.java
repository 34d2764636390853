package org.cairndb.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.ForwardingNodeStore;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.memory.MemoryNodeStore;
import org.cairndb.storage.testing.FaultInjectingStore;
import org.cairndb.storage.testing.FaultInjectingStore.Fault;
import org.cairndb.storage.testing.FaultInjectingStore.Operation;
import org.cairndb.writer.commit.FlushBounds;
import org.cairndb.writer.ingest.BulkLoader;
import org.cairndb.writer.tx.Transact;
import org.cairndb.writer.tx.TxReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitFaultTest {
    private static final WriterOptions OPTIONS =
            TestDatabase.options(7).flushBounds(new FlushBounds(1 << 20, 40, 1000));

    private final NodeStore memory = MemoryNodeStore.anonymous();
    private final FaultInjectingStore faulty = new FaultInjectingStore(memory, 7);

    @AfterEach
    void check() {
        StoreChecks.check(memory);
    }

    private static long count(Snapshot snapshot) {
        return snapshot.schema()
                .find("a/n")
                .map(Attribute::id)
                .map(id -> snapshot.statistics(id).count())
                .orElse(0L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyAcknowledgedTransactionIsThereOnceUnderAllFaults(long seed) {
        FaultInjectingStore store = new FaultInjectingStore(memory, seed);
        try (Writer writer = Writer.open(store, Writer.MAIN_BRANCH, OPTIONS)) {
            store.failOften(Operation.SWAP_HEAD, Fault.FAIL_BEFORE, 0.05)
                    .failOften(Operation.SWAP_HEAD, Fault.FAIL_AFTER, 0.1)
                    .failOften(Operation.SWAP_HEAD, Fault.UNKNOWN, 0.1)
                    .failOften(Operation.PUT, Fault.FAIL_AFTER, 0.2)
                    .failOften(Operation.READ_HEAD, Fault.FAIL_BEFORE, 0.2);
            for (int i = 1; i <= 100; i++) {
                TxReport report = writer.transact(Map.of("a/n", i));
                assertThat(report.tx()).isEqualTo(i);
            }
            store.calm();
            assertThat(store.injected()).isPositive();
            assertThat(writer.snapshot().tx()).isEqualTo(100);
            assertThat(count(writer.snapshot())).isEqualTo(100);
        }
    }

    @Test
    void lostAnswerOfAnAppliedSwapCommitsOnce() {
        try (Writer writer = Writer.open(faulty, Writer.MAIN_BRANCH, OPTIONS)) {
            writer.transact(Map.of("a/n", 1));
            faulty.failNext(Operation.SWAP_HEAD, Fault.FAIL_AFTER);
            TxReport report = writer.transact(Map.of("a/n", 2));
            assertThat(report.tx()).isEqualTo(2);
            assertThat(writer.snapshot().tx()).isEqualTo(2);
            assertThat(count(writer.snapshot())).isEqualTo(2);
        }
    }

    @Test
    void unresolvedOutcomeIsReportedAsSuch() {
        try (Writer writer = Writer.open(faulty, Writer.MAIN_BRANCH, OPTIONS.retryDeadline(Duration.ofMillis(50)))) {
            writer.transact(Map.of("a/n", 1));
            faulty.failNext(Operation.SWAP_HEAD, Fault.FAIL_AFTER);
            faulty.failOften(Operation.READ_HEAD, Fault.FAIL_BEFORE, 1);
            assertThatThrownBy(() -> writer.transact(Map.of("a/n", 2)))
                    .isInstanceOfSatisfying(
                            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));
            faulty.calm();
            assertThat(writer.transact(Map.of("a/n", 3)).tx()).isEqualTo(3);
        }
    }

    @Test
    void failureOfTheStoreIsReportedAfterTheDeadline() {
        try (Writer writer = Writer.open(faulty, Writer.MAIN_BRANCH, OPTIONS.retryDeadline(Duration.ofMillis(20)))) {
            writer.transact(Map.of("a/n", 1));
            faulty.failOften(Operation.SWAP_HEAD, Fault.FAIL_BEFORE, 1);
            assertThatThrownBy(() -> writer.transact(Map.of("a/n", 2)))
                    .isInstanceOfSatisfying(
                            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_FAILED));
            faulty.calm();
            assertThat(writer.snapshot().tx()).isEqualTo(1);
        }
    }

    /** Keeps one swap back and applies it right before the next one, as a network can. */
    private static final class LateSwap extends ForwardingNodeStore {
        private boolean armed;
        private Optional<Runnable> late = Optional.empty();

        LateSwap(NodeStore delegate) {
            super(delegate);
        }

        @Override
        public HeadSwap swapHead(String branch, Optional<HeadVersion> expected, Bytes next) {
            if (armed) {
                armed = false;
                late = Optional.of(() -> super.swapHead(branch, expected, next));
                throw new CairnException(ErrorCode.OUTCOME_UNKNOWN, "The answer did not come");
            }
            late.ifPresent(Runnable::run);
            late = Optional.empty();
            return super.swapHead(branch, expected, next);
        }
    }

    @Test
    void swapThatArrivesLateIsRecognised() {
        LateSwap store = new LateSwap(memory);
        try (Writer writer = Writer.open(store, Writer.MAIN_BRANCH, OPTIONS)) {
            writer.transact(Map.of("a/n", 1));
            store.armed = true;
            assertThat(writer.transact(Map.of("a/n", 2)).tx()).isEqualTo(2);
            assertThat(writer.snapshot().tx()).isEqualTo(2);
            assertThat(count(writer.snapshot())).isEqualTo(2);
        }
    }

    /** Sends every swap twice and answers what the second request was told, as a proxy between writer and store can. */
    private static final class SentTwice extends ForwardingNodeStore {
        SentTwice(NodeStore delegate) {
            super(delegate);
        }

        @Override
        public HeadSwap swapHead(String branch, Optional<HeadVersion> expected, Bytes next) {
            super.swapHead(branch, expected, next);
            return super.swapHead(branch, expected, next);
        }
    }

    @Test
    void refusalOfASwapThatWasSentTwiceIsRecognisedAsDone() {
        try (Writer writer = Writer.open(new SentTwice(memory), Writer.MAIN_BRANCH, OPTIONS)) {
            for (int i = 1; i <= 100; i++) {
                assertThat(writer.transact(Map.of("a/n", i)).tx()).isEqualTo(i);
            }
            assertThat(writer.snapshot().tx()).isEqualTo(100);
            assertThat(count(writer.snapshot())).isEqualTo(100);
        }
    }

    @Test
    void loadWhoseSwapWasSentTwiceIsThereOnce() {
        try (Writer writer = Writer.open(new SentTwice(memory), Writer.MAIN_BRANCH, OPTIONS)) {
            writer.transact(Map.of("a/n", 1));
            try (BulkLoader loader = writer.bulkLoader()) {
                loader.add(Map.of("a/n", 2L));
                loader.add(Map.of("a/n", 3L));
                assertThat(loader.commit().tx()).isEqualTo(2);
            }
            assertThat(writer.snapshot().tx()).isEqualTo(2);
            assertThat(count(writer.snapshot())).isEqualTo(3);
        }
    }

    @Test
    void failureToReadWhatATransactionNeedsIsTriedAgain() {
        try (Writer first = Writer.open(memory, Writer.MAIN_BRANCH, OPTIONS.flushBounds(new FlushBounds(0, 0, 0)));
                Writer second = Writer.open(faulty, Writer.MAIN_BRANCH, OPTIONS)) {
            long entity = first.transact(Map.of("db/id", "x", "a/n", 1)).entity("x");
            faulty.failNext(Operation.FETCH, Fault.FAIL_BEFORE);
            TxReport report = second.transact(Transact.builder()
                    .call(before -> Transact.of(Map.of(
                                    "a/n", TestDatabase.entity(before, entity).size() + 1L))
                            .operations())
                    .build());
            assertThat(report.tx()).isEqualTo(2);
            assertThat(faulty.injected()).isEqualTo(1);
        }
    }

    @Test
    void refusedSwapThatCannotBeLookedForIsUnknown() {
        FaultInjectingStore store = new FaultInjectingStore(new SentTwice(memory), 7);
        try (Writer writer = Writer.open(store, Writer.MAIN_BRANCH, OPTIONS.retryDeadline(Duration.ofMillis(50)))) {
            writer.transact(Map.of("a/n", 1));
            store.failOften(Operation.READ_HEAD, Fault.FAIL_BEFORE, 1);
            assertThatThrownBy(() -> writer.transact(Map.of("a/n", 2)))
                    .isInstanceOfSatisfying(
                            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));
            store.calm();
            assertThat(count(writer.snapshot())).isEqualTo(2);
        }
    }

    @Test
    void lostRaceValidatesAgain() {
        try (Writer first = Writer.open(memory, Writer.MAIN_BRANCH, OPTIONS);
                Writer second = Writer.open(memory, Writer.MAIN_BRANCH, OPTIONS.withoutGroupCommit())) {
            first.transact(Map.of("a/n", 1));
            second.transact(Map.of("a/n", 2));
            TxReport report = first.transact(Transact.builder()
                    .call(before -> Transact.of(Map.of("db/id", "new", "a/n", count(before) + 1))
                            .operations())
                    .build());
            assertThat(report.tx()).isEqualTo(3);
            assertThat(TestDatabase.entity(report.snapshot(), report.entity("new")))
                    .isEqualTo(Map.of("a/n", 3L));
        }
    }

    @Test
    void onlyOneOfTwoNewDatabasesIsCreated() {
        try (Writer first = Writer.open(memory, Writer.MAIN_BRANCH, TestDatabase.options(1));
                Writer second = Writer.open(memory, Writer.MAIN_BRANCH, TestDatabase.options(2))) {
            assertThat(first.snapshot().tx()).isZero();
            first.transact(Map.of("a/n", 1));
            second.transact(Map.of("a/n", 2));
            assertThat(first.snapshot().head().databaseId())
                    .isEqualTo(second.snapshot().head().databaseId());
            assertThat(first.snapshot().tx()).isEqualTo(2);
        }
    }

    @Test
    void lostAnswerIsLookedForEvenAfterTheDeadline() {
        try (Writer writer = Writer.open(faulty, Writer.MAIN_BRANCH, OPTIONS.retryDeadline(Duration.ZERO))) {
            writer.transact(Map.of("a/n", 1));
            faulty.failNext(Operation.SWAP_HEAD, Fault.FAIL_AFTER);
            assertThat(writer.transact(Map.of("a/n", 2)).tx()).isEqualTo(2);
            assertThat(count(writer.snapshot())).isEqualTo(2);
        }
    }

    @Test
    void lostAnswerOfALoadIsLookedForEvenAfterTheDeadline() {
        WriterOptions flushed = OPTIONS.flushBounds(new FlushBounds(0, 0, 0)).retryDeadline(Duration.ZERO);
        try (Writer writer = Writer.open(faulty, Writer.MAIN_BRANCH, flushed)) {
            writer.transact(Map.of("a/n", 1));
            try (BulkLoader loader = writer.bulkLoader()) {
                loader.add(Map.of("a/n", 2L));
                faulty.failNext(Operation.SWAP_HEAD, Fault.FAIL_AFTER);
                assertThat(loader.commit().tx()).isEqualTo(2);
            }
            assertThat(faulty.injected()).isEqualTo(1);
            assertThat(count(writer.snapshot())).isEqualTo(2);
        }
    }

    /** Fails with what no store should throw after a swap that was applied. */
    private static final class Broken extends ForwardingNodeStore {
        private boolean armed;

        Broken(NodeStore delegate) {
            super(delegate);
        }

        @Override
        public HeadSwap swapHead(String branch, Optional<HeadVersion> expected, Bytes next) {
            HeadSwap swap = super.swapHead(branch, expected, next);
            if (armed) {
                throw new StackOverflowError();
            }
            return swap;
        }
    }

    @Test
    void anyFailureOfASwapIsAnUnknownOutcomeUntilTheHeadIsRead() {
        Broken broken = new Broken(memory);
        FaultInjectingStore store = new FaultInjectingStore(broken, 7);
        try (Writer writer = Writer.open(store, Writer.MAIN_BRANCH, OPTIONS.retryDeadline(Duration.ofMillis(20)))) {
            writer.transact(Map.of("a/n", 1));
            broken.armed = true;
            assertThat(writer.transact(Map.of("a/n", 2)).tx()).isEqualTo(2);
            store.failOften(Operation.READ_HEAD, Fault.FAIL_BEFORE, 1);
            assertThatThrownBy(() -> writer.transact(Map.of("a/n", 3)))
                    .isInstanceOfSatisfying(
                            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN))
                    .hasRootCauseInstanceOf(StackOverflowError.class);
            store.calm();
            assertThat(writer.snapshot().tx()).isEqualTo(3);
        }
    }
}
