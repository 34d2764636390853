package org.cairndb.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.memory.MemoryNodeStore;
import org.cairndb.storage.testing.FaultInjectingStore;
import org.cairndb.storage.testing.FaultInjectingStore.Fault;
import org.cairndb.storage.testing.FaultInjectingStore.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A writer whose database is taken away from under it. */
class VanishedDatabaseTest {
    private final NodeStore memory = MemoryNodeStore.anonymous();
    private final FaultInjectingStore faulty = new FaultInjectingStore(memory, 5);

    /** How the writer comes to ask the store again. */
    private enum Occasion {
        REFUSED_SWAP,
        FAILED_SWAP
    }

    private void prepare(Occasion occasion) {
        if (occasion == Occasion.FAILED_SWAP) {
            faulty.failNext(Operation.SWAP_HEAD, Fault.FAIL_BEFORE);
        }
    }

    private void deleteHead() {
        HeadRead.Found found = (HeadRead.Found) memory.readHead(Writer.MAIN_BRANCH, Optional.empty());
        assertThat(memory.deleteHead(Writer.MAIN_BRANCH, found.version())).isTrue();
    }

    private static void assertRefused(Writer writer, String message) {
        assertThatThrownBy(() -> writer.transact(Map.of("a/n", 2)))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_SUCH_DATABASE))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @EnumSource
    void noNewDatabaseTakesThePlaceOfOneThatIsGone(Occasion occasion) {
        try (Writer writer = Writer.open(faulty, Writer.MAIN_BRANCH, TestDatabase.options(1))) {
            writer.transact(Map.of("a/n", 1));
            deleteHead();
            prepare(occasion);
            assertRefused(writer, "is no longer at");
            assertRefused(writer, "is no longer at");
            assertThat(memory.listHeads()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void transactionIsNotCommittedToAnotherDatabaseInTheSamePlace(Occasion occasion) {
        try (Writer writer = Writer.open(faulty, Writer.MAIN_BRANCH, TestDatabase.options(1));
                Writer other = Writer.open(memory, Writer.MAIN_BRANCH, TestDatabase.options(2))) {
            writer.transact(Map.of("a/n", 1));
            deleteHead();
            other.transact(Map.of("a/n", 1));
            prepare(occasion);
            assertRefused(writer, "belonged to database");
            assertThat(other.snapshot().tx()).isEqualTo(1);
        }
        StoreChecks.check(memory);
    }

    @Test
    void databaseThatComesBackIsUsedAgain() {
        try (Writer writer = Writer.open(faulty, Writer.MAIN_BRANCH, TestDatabase.options(1))) {
            writer.transact(Map.of("a/n", 1));
            HeadRead.Found found = (HeadRead.Found) memory.readHead(Writer.MAIN_BRANCH, Optional.empty());
            deleteHead();
            assertRefused(writer, "is no longer at");
            memory.swapHead(Writer.MAIN_BRANCH, Optional.empty(), found.bytes());
            assertThat(writer.transact(Map.of("a/n", 2)).tx()).isEqualTo(2);
        }
        StoreChecks.check(memory);
    }
}
