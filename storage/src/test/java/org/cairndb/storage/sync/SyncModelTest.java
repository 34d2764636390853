package org.cairndb.storage.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairndb.storage.sync.Branches.MAIN;
import static org.cairndb.storage.sync.Branches.commit;
import static org.cairndb.storage.sync.Branches.flush;
import static org.cairndb.storage.sync.Branches.verifyCopy;

import java.time.Duration;
import java.util.SplittableRandom;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.TransactionModel;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.memory.MemoryNodeStore;
import org.cairndb.storage.testing.FaultInjectingStore;
import org.cairndb.storage.testing.FaultInjectingStore.Fault;
import org.cairndb.storage.testing.FaultInjectingStore.Operation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random commits, flushes and dropped states at one end, syncs that fail on the way to two others; each seed replays alone. */
class SyncModelTest {
    private static final CopyLimits SMALL = new CopyLimits(1, 2, 1 << 20, 1 << 10, 4, Duration.ofHours(1));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void copiesHoldWhatTheOriginalHolds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TransactionModel model = new TransactionModel(random);
        NodeStore a = MemoryNodeStore.anonymous();
        FaultInjectingStore b = new FaultInjectingStore(MemoryNodeStore.anonymous(), seed);
        FaultInjectingStore c = new FaultInjectingStore(MemoryNodeStore.anonymous(), seed + 1);
        for (int i = 0; i < 40; i++) {
            commit(a, model.next(random.nextInt(random.nextInt(10) == 0 ? 400 : 30)));
            if (random.nextInt(3) == 0) {
                flush(a);
            }
            if (random.nextInt(12) == 0) {
                Branches.swap(
                        a,
                        MAIN,
                        Branches.open(a)
                                .head()
                                .withRootsSince(random.nextLong(Branches.open(a).tx()) + 1));
            }
            if (random.nextInt(4) == 0) {
                syncAtLast(a, b);
                verifyCopy(a, b, MAIN);
            }
            if (i > 10 && random.nextInt(6) == 0) {
                syncAtLast(b, c);
                verifyCopy(b, c, MAIN);
            }
        }
        syncAtLast(a, c);
        verifyCopy(a, c, MAIN);
    }

    /** Starts again as often as a store fails. */
    private static void syncAtLast(NodeStore from, FaultInjectingStore to) {
        to.failOften(Operation.PUT, Fault.FAIL_BEFORE, 0.1);
        to.failOften(Operation.PUT, Fault.FAIL_AFTER, 0.1);
        to.failOften(Operation.SWAP_HEAD, Fault.UNKNOWN, 0.3);
        boolean done = false;
        while (!done) {
            try {
                new Sync(from, to, SyncProgress.NONE, SMALL).branch(MAIN);
                done = true;
            } catch (CairnException e) {
                assertThat(e.code()).isIn(ErrorCode.STORE_FAILED, ErrorCode.OUTCOME_UNKNOWN);
            }
        }
        to.calm();
    }
}
