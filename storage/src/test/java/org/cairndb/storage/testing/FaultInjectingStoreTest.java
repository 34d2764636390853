package org.cairndb.storage.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.memory.MemoryNodeStore;
import org.cairndb.storage.testing.FaultInjectingStore.Fault;
import org.cairndb.storage.testing.FaultInjectingStore.Operation;
import org.junit.jupiter.api.Test;

/** The wrapper keeps the contract while it is calm, and otherwise does exactly the harm that was asked for. */
class FaultInjectingStoreTest extends NodeStoreContract {
    private static final StoredNode NODE = StoredNode.of(text("some bytes"));

    private final MemoryNodeStore.Contents contents = new MemoryNodeStore.Contents();

    @Override
    protected NodeStore open() {
        return new CountingStore(faulty());
    }

    private FaultInjectingStore faulty() {
        return new FaultInjectingStore(MemoryNodeStore.open("mem:test", contents), 1);
    }

    @Test
    void aFailureBeforeChangesNothingAndHappensOnce() {
        FaultInjectingStore store = faulty().failNext(Operation.SWAP_HEAD, Fault.FAIL_BEFORE);

        assertFails(ErrorCode.STORE_FAILED, () -> store.swapHead("main", Optional.empty(), text("x")));
        assertThat(store.readHead("main")).isInstanceOf(HeadRead.Missing.class);
        store.swapHead("main", Optional.empty(), text("x"));
        assertThat(store.readHead("main")).isInstanceOf(HeadRead.Found.class);
        assertThat(store.injected()).isEqualTo(1);
    }

    @Test
    void aSwapThatFailsAfterwardsIsAppliedAndUnknown() {
        FaultInjectingStore store = faulty().failNext(Operation.SWAP_HEAD, Fault.FAIL_AFTER);

        assertFails(ErrorCode.OUTCOME_UNKNOWN, () -> store.swapHead("main", Optional.empty(), text("x")));
        assertThat(store.readHead("main")).isInstanceOf(HeadRead.Found.class);
    }

    @Test
    void anUnknownOutcomeIsSometimesApplied() {
        FaultInjectingStore store = faulty().failOften(Operation.SWAP_HEAD, Fault.UNKNOWN, 1);
        for (int i = 0; i < 50; i++) {
            String branch = "b" + i;
            assertFails(ErrorCode.OUTCOME_UNKNOWN, () -> store.swapHead(branch, Optional.empty(), text("x")));
        }

        assertThat(store.listHeads()).hasSizeBetween(10, 40);
    }

    @Test
    void readBytesAreFlippedOrCut() {
        FaultInjectingStore store = faulty();
        store.putNodes(List.of(NODE));
        store.failNext(Operation.FETCH, Fault.FLIP_BIT).failNext(Operation.FETCH, Fault.CUT);

        Bytes flipped = ((Fetch.Found) store.fetchNode(NODE.id())).bytes();
        Bytes cut = ((Fetch.Found) store.fetchNodes(List.of(NODE.id())).get(0)).bytes();

        assertThat(flipped.length()).isEqualTo(NODE.bytes().length());
        assertThat(NodeId.of(flipped)).isNotEqualTo(NODE.id());
        assertThat(cut.length()).isLessThan(NODE.bytes().length());
        assertThat(store.fetchNode(NODE.id())).isEqualTo(new Fetch.Found(NODE.bytes()));
    }

    @Test
    void aCalmStoreFailsNoMore() {
        FaultInjectingStore store = faulty().failOften(Operation.FETCH, Fault.FAIL_BEFORE, 1);
        assertFails(ErrorCode.STORE_FAILED, () -> store.fetchNode(NODE.id()));
        store.calm();

        assertThat(store.fetchNode(NODE.id())).isInstanceOf(Fetch.Missing.class);
    }

    private static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
