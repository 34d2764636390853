package org.cairndb.storage.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.LongStream;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.check.CheckReport;
import org.cairndb.storage.check.Checker;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.snapshot.TransactionModel.Fact;
import org.cairndb.storage.store.memory.MemoryNodeStore;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random transactions and flushes against plain sets; each seed replays alone. */
class SnapshotModelTest {
    private static final List<Index> CURRENT = List.of(Index.EAVT, Index.AEVT, Index.AVET);

    private final MemoryNodeStore store = MemoryNodeStore.anonymous();
    private final NodeReader nodes = new NodeReader(store, new NodeCache(64 << 20));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyStateIsReadAsItWas(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TransactionModel model = new TransactionModel(random);
        Snapshot newest = emptyDatabase();
        List<Snapshot> held = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            newest = newest.with(model.next(random.nextInt(random.nextInt(10) == 0 ? 600 : 30)));
            if (random.nextInt(5) == 0) {
                newest = flush(newest);
            }
            held.add(newest);
        }
        Snapshot reopened = reopen(newest, random);
        for (Snapshot snapshot : held) {
            verify(model, snapshot, snapshot.tx());
        }
        for (long tx = 1; tx <= newest.tx(); tx++) {
            verify(model, reopened.asOf(tx), tx);
            verify(model, reopened.fromRetired(tx), tx, "thing/note");
            verify(model, reopened.asOf(model.instantOf(tx).plusMillis(1)), tx);
            assertThat(reopened.asOf(model.instantOf(tx)).tx()).isEqualTo(tx);
        }
        verifyReplayOfLog(model, reopened);
        verifyCheck(reopened, random);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void readerThatFollowsTheHeadSeesWhatAFreshOneSees(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TransactionModel model = new TransactionModel(random);
        Snapshot writing = emptyDatabase();
        Snapshot following = writing;
        for (int i = 0; i < 30; i++) {
            writing = writing.with(model.next(20));
            if (random.nextInt(6) == 0) {
                writing = flush(writing);
            }
            if (random.nextInt(3) > 0) {
                Head head = reopen(writing, random).head();
                following = following.advanceTo(head);
                verify(model, following, following.tx());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void partsOfRetiredIndexesHaveTheDatomsOfTheWholeThere(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TransactionModel model = new TransactionModel(random);
        Snapshot newest = emptyDatabase();
        for (int i = 0; i < 60; i++) {
            newest = newest.with(model.next(random.nextInt(60)));
            newest = i % 10 == 5 ? flush(newest) : newest;
        }
        for (Index index : List.of(Index.RETIRED_EAVT, Index.RETIRED_AEVT)) {
            List<Bytes> all = keys(newest, index, KeyRange.all());
            assertThat(all).as("seed %d, %s", seed, index).hasSizeGreaterThan(30);
            Snapshot fresh = reopen(newest, random);
            for (int i = 0; i < 300; i++) {
                KeyRange range = new KeyRange(bound(all, random), i % 5 == 0 ? null : bound(all, random));
                List<Bytes> inside = all.stream()
                        .filter(key -> key.compareTo(range.lower()) >= 0)
                        .filter(key -> range.upper() == null || key.compareTo(range.upper()) < 0)
                        .toList();
                assertThat(keys(fresh, index, range))
                        .as("seed %d, %s, %s", seed, index, range)
                        .isEqualTo(inside);
            }
        }
    }

    /** A whole key, or the beginning of one. */
    private static Bytes bound(List<Bytes> keys, SplittableRandom random) {
        Bytes key = keys.get(random.nextInt(keys.size()));
        return random.nextBoolean() ? key : key.slice(0, 1 + random.nextInt(key.length() - 1));
    }

    private static List<Bytes> keys(Snapshot snapshot, Index index, KeyRange range) {
        List<Bytes> keys = new ArrayList<>();
        try (DatomCursor cursor = snapshot.cursor(index, range, Direction.FORWARD)) {
            while (cursor.next()) {
                for (int i = cursor.from(); i < cursor.to(); i++) {
                    KeyBuffer key = new KeyBuffer();
                    cursor.batch().writeKey(i, key);
                    keys.add(key.toBytes());
                }
            }
        }
        return keys;
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    void instantsOfTransactionsAreReadTogether(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TransactionModel model = new TransactionModel(random);
        Snapshot newest = emptyDatabase();
        assertThat(newest.lastTxAt(Instant.parse("2030-01-01T00:00:00Z"))).isZero();
        for (int i = 0; i < 20; i++) {
            newest = newest.with(model.next(5));
            newest = random.nextInt(6) == 0 ? flush(newest) : newest;
        }
        long[] some = LongStream.rangeClosed(1, newest.tx())
                .filter(tx -> random.nextInt(3) > 0)
                .toArray();
        LongVector instants = newest.instantsOf(new LongVector(some, some.length));
        for (int i = 0; i < some.length; i++) {
            Instant instant = model.instantOf(some[i]);
            assertThat(Values.instantOf(instants.get(i))).isEqualTo(instant);
            assertThat(newest.lastTxAt(instant)).isEqualTo(some[i]);
            assertThat(newest.lastTxAt(instant.minusNanos(1000))).isEqualTo(some[i] - 1);
        }
    }

    @Test
    void instantBeforeTheFirstTransactionIsRefusedByNamingTheFirst() {
        TransactionModel model = new TransactionModel(new SplittableRandom(5));
        Snapshot snapshot = emptyDatabase().with(model.next(3));
        assertThatThrownBy(() -> snapshot.asOf(Instant.parse("2020-01-01T00:00:00Z")))
                .isInstanceOf(CairnException.class)
                .hasMessageContaining("begins at 2025-01-01T00:01:00Z");
        assertThatThrownBy(() -> snapshot.asOf(2)).hasMessageContaining("1 to 1");
    }

    @Test
    void damagedHeadIsRefused() {
        TransactionModel model = new TransactionModel(new SplittableRandom(6));
        Bytes stored = emptyDatabase().with(model.next(30)).head().encode(nonce(new SplittableRandom(1)));
        for (int i = 0; i < stored.length(); i++) {
            byte[] flipped = stored.toByteArray();
            flipped[i] ^= 0x10;
            assertThatThrownBy(() -> Head.decode(Bytes.wrap(flipped), "main"))
                    .isInstanceOf(CairnException.class)
                    .hasMessageContaining("main");
        }
        for (int length = 0; length < stored.length(); length++) {
            Bytes cut = stored.slice(0, length);
            assertThatThrownBy(() -> Head.decode(cut, "main")).isInstanceOf(CairnException.class);
        }
    }

    private Snapshot emptyDatabase() {
        return new Snapshot(Head.create(new UUID(1, 2), "main"), nodes);
    }

    private Snapshot flush(Snapshot snapshot) {
        List<StoredNode> written = new ArrayList<>();
        Snapshot flushed = Flusher.flush(snapshot, written::add);
        store.putNodes(written);
        return flushed;
    }

    private Snapshot reopen(Snapshot snapshot, SplittableRandom random) {
        Bytes stored = snapshot.head().encode(nonce(random));
        Head head = Head.decode(stored, "main");
        assertThat(head.hash()).isEqualTo(snapshot.head().hash());
        assertThat(head.schema()).isEqualTo(snapshot.schema());
        return new Snapshot(head, new NodeReader(store, new NodeCache(64 << 20)));
    }

    private static Bytes nonce(SplittableRandom random) {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        return Bytes.wrap(nonce);
    }

    private static void verify(TransactionModel model, Snapshot snapshot, long tx) {
        verify(model, snapshot, tx, "");
    }

    private static void verify(TransactionModel model, Snapshot snapshot, long tx, String withoutAttribute) {
        assertThat(snapshot.tx()).isEqualTo(tx);
        assertThat(snapshot.instant()).isEqualTo(model.instantOf(tx));
        assertThat(new HashSet<>(snapshot.schema().attributes())).isEqualTo(model.attributes.get(tx));
        for (Index index : CURRENT) {
            Map<Fact, Long> expected = model.expected(tx, index);
            List<Datom> datoms = snapshot.datoms(index, KeyRange.all());
            Map<Fact, Long> facts = TransactionModel.facts(datoms);
            assertThat(facts).hasSize(datoms.size());
            if (!withoutAttribute.isEmpty()) {
                int dropped =
                        model.schema().find(withoutAttribute).orElseThrow().id();
                expected.keySet().removeIf(fact -> fact.attribute() == dropped);
                facts.keySet().removeIf(fact -> fact.attribute() == dropped);
            } else {
                assertThat(snapshot.count(index, KeyRange.all())).isEqualTo(expected.size());
            }
            assertThat(facts).isEqualTo(expected);
        }
    }

    private void verifyCheck(Snapshot snapshot, SplittableRandom random) {
        store.swapHead("main", Optional.empty(), snapshot.head().encode(nonce(random)));
        CheckReport report = Checker.check(Database.open(store, "main"));
        assertThat(report.problems()).isEmpty();
        assertThat(report.tx()).isEqualTo(snapshot.tx());
    }

    private static void verifyReplayOfLog(TransactionModel model, Snapshot snapshot) {
        Map<Fact, Long> replayed = new HashMap<>();
        try (var cursor = snapshot.log(1, Long.MAX_VALUE)) {
            while (cursor.next()) {
                for (int i = cursor.from(); i < cursor.to(); i++) {
                    Datom datom = cursor.batch().datom(i, snapshot.schema());
                    Fact fact = new Fact(datom.entity(), datom.attribute(), datom.value());
                    if (datom.added()) {
                        replayed.put(fact, datom.tx());
                    } else {
                        assertThat(replayed.remove(fact)).isNotNull();
                    }
                }
            }
        }
        assertThat(replayed).isEqualTo(model.states.lastEntry().getValue());
    }
}
