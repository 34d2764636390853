package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.snapshot.NamedCommit;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.ForwardingNodeStore;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.memory.MemoryNodeStore;
import org.cairndb.storage.testing.FaultInjectingStore;
import org.cairndb.storage.testing.FaultInjectingStore.Fault;
import org.cairndb.storage.testing.FaultInjectingStore.Operation;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.merge.Merge;
import org.cairndb.writer.merge.MergeReport.Outcome;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Transact;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Branches and merges while others commit and answers get lost. Product P has price 1 where branch feature begins, and 3 on it. */
class MergeRaceTest {
    private final NodeStore store = MemoryNodeStore.anonymous();

    /** Does something right before head swaps. */
    private static final class Interrupted extends ForwardingNodeStore {
        private final Deque<Runnable> actions = new ArrayDeque<>();

        Interrupted(NodeStore store) {
            super(store);
        }

        @Override
        public HeadSwap swapHead(String branch, Optional<HeadVersion> expected, Bytes next) {
            Optional.ofNullable(actions.poll()).ifPresent(Runnable::run);
            return super.swapHead(branch, expected, next);
        }
    }

    @BeforeEach
    void write() {
        try (Writer main = open(store, "main")) {
            main.transact(Transact.builder()
                    .define(AttributeSpec.builder("product/sku", ValueType.STRING)
                            .identity()
                            .build())
                    .build());
            price(main, 1);
            main.createBranch("feature");
        }
        try (Writer feature = open(store, "feature")) {
            price(feature, 3);
        }
    }

    @Test
    void aMergeThatLosesARaceIsWorkedOutAgain() {
        Interrupted interrupted = new Interrupted(store);
        try (Writer main = open(interrupted, "main");
                Writer other = open(store, "main")) {
            interrupted.actions.add(() -> other.transact(Map.of("product/sku", "Q", "product/price", 5L)));
            interrupted.actions.add(() -> price(other, 7));
            assertThat(main.merge(Merge.of("feature").withoutFastForward()).outcome())
                    .isEqualTo(Outcome.CONFLICTS);
            assertThat(priceOf(main.snapshot())).isEqualTo(7L);
            interrupted.actions.add(() -> price(other, 1));
            assertThat(main.merge(Merge.of("feature").theirs()).outcome()).isEqualTo(Outcome.MERGED);
            assertThat(priceOf(main.snapshot())).isEqualTo(3L);
            assertThat(main.snapshot().tx()).isEqualTo(6);
        }
    }

    @Test
    void aFastForwardThatLosesARaceBecomesAMerge() {
        Interrupted interrupted = new Interrupted(store);
        try (Writer main = open(interrupted, "main");
                Writer other = open(store, "main")) {
            interrupted.actions.add(() -> other.transact(Map.of("product/sku", "Q", "product/price", 5L)));
            assertThat(main.merge(Merge.of("feature")).outcome()).isEqualTo(Outcome.MERGED);
            assertThat(priceOf(main.snapshot())).isEqualTo(3L);
            assertThat(main.snapshot()
                            .statistics(main.snapshot()
                                    .schema()
                                    .find("product/sku")
                                    .orElseThrow()
                                    .id())
                            .count())
                    .isEqualTo(2);
        }
    }

    @Test
    void aBranchThatMovesIsNotDeleted() {
        NodeStore moving = new ForwardingNodeStore(store) {
            @Override
            public boolean deleteHead(String branch, HeadVersion expected) {
                try (Writer feature = open(store, "feature")) {
                    price(feature, 4);
                }
                return super.deleteHead(branch, expected);
            }
        };
        try (Writer main = open(moving, "main")) {
            assertThatThrownBy(() -> main.branches().delete("feature"))
                    .isInstanceOf(CairnException.class)
                    .hasMessageContaining("Somebody changed \"feature\"");
            assertThat(main.branches().list()).extracting(NamedCommit::name).contains("feature");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"FAIL_BEFORE", "FAIL_AFTER", "UNKNOWN"})
    void aLostAnswerIsNoLostBranch(Fault fault) {
        FaultInjectingStore faulty = new FaultInjectingStore(store, 5);
        try (Writer main = open(faulty, "main")) {
            for (int i = 0; i < 8; i++) {
                faulty.failNext(Operation.SWAP_HEAD, fault);
                assertThat(main.createBranch("b" + i).tx()).isEqualTo(2);
                faulty.failNext(Operation.SWAP_HEAD, fault);
                assertThat(main.createTag("t" + i).tx()).isEqualTo(2);
            }
            assertThat(main.branches().list()).hasSize(10);
            assertThat(main.branches().tags()).hasSize(8);
        }
    }

    private static Writer open(NodeStore store, String branch) {
        return Writer.open(store, branch, WriterOptions.DEFAULT);
    }

    private static void price(Writer writer, long price) {
        writer.transact(Map.of("product/sku", "P", "product/price", price));
    }

    private static Object priceOf(Snapshot snapshot) {
        long product = snapshot.findEntity(snapshot.schema().find("product/sku").orElseThrow(), "P")
                .orElseThrow();
        return snapshot.value(product, snapshot.schema().find("product/price").orElseThrow())
                .orElseThrow();
    }
}
