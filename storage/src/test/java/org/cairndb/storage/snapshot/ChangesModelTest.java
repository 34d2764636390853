package org.cairndb.storage.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.snapshot.TransactionModel.Fact;
import org.cairndb.storage.store.memory.MemoryNodeStore;
import org.cairndb.storage.testing.CountingStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories that part, against plain sets; each seed replays alone. */
class ChangesModelTest {
    private final CountingStore store = new CountingStore(MemoryNodeStore.anonymous());

    /** A history: what it must hold, and its newest state. */
    private final class History {
        private final TransactionModel model;
        private final SplittableRandom random;
        private final int flushEvery;
        private final List<CommitHash> hashes;
        private Snapshot newest;

        History(SplittableRandom random) {
            this.model = new TransactionModel(random);
            this.random = random;
            this.flushEvery = 1 + random.nextInt(8);
            this.hashes = new ArrayList<>(List.of(CommitHash.GENESIS));
            this.newest = reader(Head.create(new UUID(1, 2), "main"));
        }

        private History(History origin, SplittableRandom random) {
            this.model = origin.model.fork(random);
            this.random = random;
            this.flushEvery = 1 + random.nextInt(8);
            this.hashes = new ArrayList<>(origin.hashes);
            this.newest = origin.newest;
        }

        History fork(long seed) {
            return new History(this, new SplittableRandom(seed));
        }

        void goOn(int transactions) {
            for (int i = 0; i < transactions; i++) {
                newest = newest.with(model.next(random.nextInt(random.nextInt(10) == 0 ? 300 : 20)));
                hashes.add(newest.head().hash());
                if (random.nextInt(flushEvery) == 0) {
                    List<StoredNode> written = new ArrayList<>();
                    newest = Flusher.flush(newest, written::add);
                    store.putNodes(written);
                }
            }
        }

        /** Some state, read with an empty cache. */
        Snapshot anyState() {
            Snapshot fresh = reader(newest.head());
            return random.nextInt(4) == 0 ? fresh : fresh.asOf(1 + random.nextLong(fresh.tx()));
        }

        Set<Fact> facts(Snapshot state) {
            Set<Fact> facts = new HashSet<>(
                    model.states.getOrDefault(state.tx(), Map.of()).keySet());
            facts.removeIf(fact -> EntityIds.isTx(fact.entity()));
            return facts;
        }
    }

    private Snapshot reader(Head head) {
        return new Snapshot(head, new NodeReader(store, new NodeCache(64 << 20)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void statesOfTwoBranchesDifferByTheChangesBetweenThem(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        History main = new History(random);
        main.goOn(1 + random.nextInt(20));
        History branch = main.fork(seed + 100);
        main.goOn(random.nextInt(20));
        branch.goOn(random.nextInt(20));
        for (int i = 0; i < 20; i++) {
            History left = random.nextBoolean() ? main : branch;
            History right = random.nextInt(3) == 0 ? main : branch;
            Snapshot from = left.anyState();
            Snapshot to = right.anyState();
            long ancestor = lastCommon(left, from.tx(), right, to.tx());
            String states = "seed %d, %d to %d".formatted(seed, from.tx(), to.tx());
            assertThat(CommonAncestor.of(from, to)).as(states).isEqualTo(ancestor);
            verify(Changes.between(from, to), left.facts(from), right.facts(to), states);
            verify(Changes.between(from, to).holding(1 << 12), left.facts(from), right.facts(to), states);
            Snapshot before = ancestor == 0 ? null : reader(right.newest.head()).asOf(ancestor);
            Set<Fact> old = before == null ? Set.of() : right.facts(before);
            verify(Changes.since(ancestor, to), old, right.facts(to), states);
        }
    }

    private static long lastCommon(History left, long tx, History right, long otherTx) {
        long last = Math.min(tx, otherTx);
        while (!left.hashes.get((int) last).equals(right.hashes.get((int) last))) {
            last--;
        }
        return last;
    }

    private static void verify(Changes changes, Set<Fact> from, Set<Fact> to, String states) {
        Map<Fact, Boolean> expected = new HashMap<>();
        to.stream().filter(fact -> !from.contains(fact)).forEach(fact -> expected.put(fact, true));
        from.stream().filter(fact -> !to.contains(fact)).forEach(fact -> expected.put(fact, false));
        Map<Fact, Boolean> actual = new HashMap<>();
        long last = 0;
        while (changes.next()) {
            DatomBatch batch = changes.batch();
            assertThat(batch.index()).isEqualTo(Index.EAVT);
            assertThat(batch.entity(0)).as("entities stay together").isGreaterThan(last);
            for (int i = 0; i < batch.size(); i++) {
                Datom datom = batch.datom(i, TransactionModel.ALL);
                boolean isNew =
                        actual.put(new Fact(datom.entity(), datom.attribute(), datom.value()), batch.added(i)) == null;
                assertThat(isNew && (i == 0 || batch.compare(i - 1, batch, i) < 0))
                        .as(states)
                        .isTrue();
            }
            last = batch.entity(batch.size() - 1);
        }
        assertThat(actual).as(states).isEqualTo(expected);
    }

    @Test
    void equalStatesAreComparedWithoutARead() {
        History main = new History(new SplittableRandom(21));
        main.goOn(30);
        Snapshot past = reader(main.newest.head()).asOf(11);
        store.reset();
        Snapshot newest = reader(main.newest.head());
        assertThat(CommonAncestor.of(newest, reader(main.newest.head()))).isEqualTo(30);
        assertThat(Changes.between(newest, newest).next()).isFalse();
        assertThat(Changes.between(past, past).next()).isFalse();
        assertThat(store.counts()).isEqualTo(CountingStore.Counts.NONE);
    }

    @Test
    void branchesThatPartedInTheTailAreComparedWithoutARead() {
        History main = new History(new SplittableRandom(22));
        main.goOn(20);
        main.newest = Flusher.flush(main.newest, node -> store.putNodes(List.of(node)));
        for (int i = 0; i < 3; i++) {
            main.newest = main.newest.with(main.model.next(5));
        }
        Snapshot one = main.newest.with(main.model.fork(new SplittableRandom(1)).next(7));
        Snapshot other =
                main.newest.with(main.model.fork(new SplittableRandom(2)).next(9));
        Snapshot from = reader(one.head());
        Snapshot to = reader(other.head());
        store.reset();
        assertThat(CommonAncestor.of(from, to)).isEqualTo(23);
        assertThat(Changes.between(from, to).next()).isTrue();
        assertThat(store.counts()).isEqualTo(CountingStore.Counts.NONE);
    }

    @Test
    void attributesThatAreNotWantedAreLeftOut() {
        History main = new History(new SplittableRandom(23));
        main.goOn(12);
        Changes changes = Changes.between(main.newest.asOf(2), main.newest)
                .only(attribute -> attribute == TransactionModel.NOTE.id());
        assertThat(changes.next()).isTrue();
        assertThat(changes.batch().columnCount()).isEqualTo(1);
    }

    @Test
    void statesOfDifferentDatabasesAreRefused() {
        Snapshot one = reader(Head.create(new UUID(1, 2), "main"));
        Snapshot other = reader(Head.create(new UUID(1, 3), "main"));
        assertThatThrownBy(() -> CommonAncestor.of(one, other))
                .isInstanceOf(CairnException.class)
                .hasMessageContaining("different databases");
    }
}
