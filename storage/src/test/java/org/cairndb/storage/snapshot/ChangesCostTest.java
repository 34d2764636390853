package org.cairndb.storage.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.DatomSorter;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.memory.MemoryNodeStore;
import org.cairndb.storage.testing.CountingStore;
import org.cairndb.storage.tree.DatomCursor;
import org.junit.jupiter.api.Test;

/** How many nodes it takes to compare states. */
class ChangesCostTest {
    private static final int ENTITIES = 100_000;

    private final CountingStore store = new CountingStore(MemoryNodeStore.anonymous());

    private Snapshot reader(Head head) {
        return new Snapshot(head, new NodeReader(store, new NodeCache(64 << 20)));
    }

    private Snapshot flushed(Snapshot snapshot) {
        List<StoredNode> written = new ArrayList<>();
        Snapshot flushed = Flusher.flush(snapshot, written::add);
        store.putNodes(written);
        return flushed;
    }

    /** Gives a size to entities, each other than before. */
    private static Transaction sizes(long tx, long from, long to) {
        DatomBatchBuilder builder = new DatomBatchBuilder(Index.LOG);
        for (long entity = from; entity < to; entity++) {
            if (tx > 2) {
                builder.append(TransactionModel.SIZE, entity, 2L, tx);
                builder.retract();
            }
            builder.append(TransactionModel.SIZE, entity, tx, tx);
        }
        builder.append(SystemAttributes.TX_INSTANT, EntityIds.ofTx(tx), Instant.ofEpochSecond(tx * 60 + from % 60), tx);
        return new Transaction(tx, DatomSorter.sort(builder.build(), Index.LOG));
    }

    private Snapshot ofEntities(long entities) {
        Snapshot first = new Snapshot(
                        Head.create(new UUID(1, 2), "main"), new NodeReader(store, new NodeCache(1 << 20)))
                .with(new TransactionModel(new SplittableRandom(1)).next(0));
        return flushed(first.with(sizes(2, 1, entities + 1)));
    }

    private long nodesOfLog(Snapshot cold) {
        store.reset();
        try (DatomCursor log = cold.log(1, cold.tx() + 1)) {
            long leaves = 0;
            while (log.next()) {
                leaves++;
            }
            assertThat(leaves).isGreaterThan(5);
        }
        return store.counts().nodesFetched();
    }

    private static long countOf(Changes changes) {
        long count = 0;
        while (changes.next()) {
            count += changes.batch().size();
        }
        return count;
    }

    @Test
    void smallChangeOfALargeDatabaseReadsFewNodes() {
        Snapshot newest = ofEntities(ENTITIES);
        for (long tx = 3; tx < 20; tx++) {
            newest = newest.with(sizes(tx, tx * 1_000, tx * 1_000 + 10));
        }
        Snapshot changed = reader(flushed(newest).head());
        store.reset();
        assertThat(countOf(Changes.between(changed, 9, changed, 19))).isEqualTo(200);
        assertThat(store.counts().nodesFetched()).isLessThanOrEqualTo(3);
    }

    @Test
    void largeTransactionInPartsReadsItsLeavesOnce() {
        Head head = ofEntities(ENTITIES).head();
        long nodes = nodesOfLog(reader(head));
        Snapshot cold = reader(head);
        store.reset();
        assertThat(countOf(Changes.since(1, cold).holding(1 << 20))).isEqualTo(ENTITIES);
        assertThat(store.counts().nodesFetched()).isLessThanOrEqualTo(nodes);
        Changes undone = Changes.between(cold, 2, cold, 1).holding(1 << 18);
        assertThat(undone.next()).isTrue();
        assertThat(undone.batch().size()).isLessThan(ENTITIES / 4);
        assertThat(undone.batch().added(0)).isFalse();
    }

    @Test
    void placeWhereLongBranchesPartedIsFoundInFewNodes() {
        Snapshot newest = ofEntities(6_000);
        for (long tx = 3; tx < 300; tx++) {
            newest = newest.with(sizes(tx, tx * 10, tx * 10 + 1));
            newest = tx % 7 == 0 ? flushed(newest) : newest;
        }
        Snapshot one = newest;
        Snapshot other = newest;
        for (long tx = 300; tx < 500; tx++) {
            one = one.with(sizes(tx, tx * 10 + 1, tx * 10 + 2));
            one = tx % 5 == 0 ? flushed(one) : one;
            other = other.with(sizes(tx, tx * 10 + 2, tx * 10 + 3));
            other = tx % 9 == 0 ? flushed(other) : other;
        }
        Snapshot left = reader(one.head());
        Snapshot right = reader(other.head());
        store.reset();
        assertThat(CommonAncestor.of(left, right)).isEqualTo(299);
        assertThat(store.counts().nodesFetched()).isLessThanOrEqualTo(12);
    }
}
