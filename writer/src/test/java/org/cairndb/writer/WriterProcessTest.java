package org.cairndb.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.file.FileNodeStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writers in processes of their own. {@code -Dcairn.killRounds=200} and {@code -Dcairn.raceTransactions=1250} run the full numbers; the normal build runs a
 * few. {@code -Dcairn.killSeed} repeats the moments of a run as far as the operating system allows.
 */
class WriterProcessTest {
    private static final int KILL_ROUNDS = Integer.getInteger("cairn.killRounds", 6);
    private static final int RACE_TRANSACTIONS = Integer.getInteger("cairn.raceTransactions", 60);
    private static final long KILL_SEED = Long.getLong("cairn.killSeed", 42);
    private static final int THREADS = 4;
    private static final int PROCESSES = 2;

    @TempDir
    private Path folder;

    /** What is stored: value to the transaction that added it. */
    private static Map<String, Long> stored(Snapshot snapshot) {
        Map<String, Long> values = new HashMap<>();
        Optional<Attribute> name = snapshot.schema().find("event/name");
        if (name.isPresent()) {
            for (Datom datom :
                    snapshot.datoms(Index.AEVT, KeyRange.ofAttribute(name.get().id()))) {
                assertThat(values.put((String) datom.value(), datom.tx()))
                        .as("committed twice: %s", datom)
                        .isNull();
            }
        }
        return values;
    }

    private static void addAcknowledged(List<String> lines, Map<String, Long> acknowledged) {
        for (String line : lines) {
            int space = line.indexOf(' ');
            if (space > 0) {
                acknowledged.put(
                        line.substring(space + 1).replace(ChildWriter.END, ""),
                        Long.parseLong(line.substring(0, space)));
            }
        }
    }

    @Test
    void everyTransactionOfRacingProcessesIsThereWithoutAGapWhileReadersHoldTheirSnapshots() throws IOException {
        List<ChildWriter> children = new ArrayList<>();
        Map<Snapshot, List<Datom>> held = new HashMap<>();
        Map<String, Long> acknowledged = new HashMap<>();
        try (NodeStore store = FileNodeStore.open(folder)) {
            try (Writer writer = Writer.open(store, Writer.MAIN_BRANCH, ChildWriter.OPTIONS)) {
                writer.transact(Map.of("event/name", "first", "event/number", 0));
                acknowledged.put("first", 1L);
                for (int i = 0; i < PROCESSES; i++) {
                    children.add(ChildWriter.start(folder, "p" + i, THREADS, RACE_TRANSACTIONS));
                }
                for (ChildWriter child : children) {
                    for (Optional<String> line = child.readLine(); line.isPresent(); line = child.readLine()) {
                        addAcknowledged(List.of(line.get()), acknowledged);
                        if (acknowledged.size() % 50 == 0) {
                            Snapshot snapshot = writer.snapshot();
                            held.put(snapshot, snapshot.datoms(Index.EAVT, KeyRange.all()));
                        }
                    }
                }
                int expected = 1 + PROCESSES * THREADS * RACE_TRANSACTIONS;
                Snapshot newest = writer.snapshot();
                assertThat(acknowledged).hasSize(expected);
                assertThat(stored(newest)).isEqualTo(acknowledged);
                assertThat(newest.tx()).isEqualTo(expected);
                assertThat(new HashSet<>(acknowledged.values())).hasSize(expected);
                assertThat(newest.head().flushedTx()).as("flushes happened").isPositive();
                held.forEach((snapshot, datoms) -> assertThat(snapshot.datoms(Index.EAVT, KeyRange.all()))
                        .as("snapshot at transaction %d", snapshot.tx())
                        .isEqualTo(datoms));
                assertThat(held).isNotEmpty();
            }
            StoreChecks.check(store);
        } finally {
            children.forEach(ChildWriter::close);
        }
    }

    @Test
    void killedWriterLosesNothingThatItAcknowledged() throws IOException, InterruptedException {
        Random random = new Random(KILL_SEED);
        Map<String, Long> acknowledged = new HashMap<>();
        Set<String> mayBeThere = new HashSet<>();
        for (int round = 0; round < KILL_ROUNDS; round++) {
            String name = "r" + round;
            try (ChildWriter child = ChildWriter.start(folder, name, 2, 100_000)) {
                int lines = random.nextInt(60);
                List<String> seen = new ArrayList<>();
                for (int i = 0; i <= lines; i++) {
                    child.readLine().ifPresent(seen::add);
                }
                // A random moment inside a commit, not only right after an answer.
                long until = System.nanoTime() + random.nextInt(4_000_000);
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                seen.addAll(child.kill());
                addAcknowledged(seen.stream().filter(WriterProcessTest::isWhole).toList(), acknowledged);
            }
            checkAfterKill(name, round, acknowledged, mayBeThere);
        }
    }

    /** Lines end with a mark, because one that the kill cut short tells nothing. */
    private static boolean isWhole(String line) {
        return line.endsWith(ChildWriter.END);
    }

    private void checkAfterKill(String name, int round, Map<String, Long> acknowledged, Set<String> mayBeThere) {
        try (NodeStore store = FileNodeStore.open(folder)) {
            Database database = Database.open(store, Writer.MAIN_BRANCH, new NodeCache(16 << 20));
            Snapshot snapshot = database.snapshot();
            Map<String, Long> stored = stored(snapshot);
            assertThat(stored).as("seed %d, round %d", KILL_SEED, round).containsAllEntriesOf(acknowledged);
            // Each thread can have one transaction whose answer it could not print any more, and nothing else is there.
            Set<String> others = new HashSet<>(stored.keySet());
            others.removeAll(acknowledged.keySet());
            others.removeAll(mayBeThere);
            assertThat(others.size())
                    .as("seed %d, round %d: %s", KILL_SEED, round, others)
                    .isLessThanOrEqualTo(2);
            assertThat(others).allMatch(value -> value.startsWith(name + "-"));
            mayBeThere.addAll(others);
            assertThat(snapshot.tx()).isEqualTo(stored.size());
            if (round % 20 == KILL_ROUNDS % 20 || round == KILL_ROUNDS - 1) {
                StoreChecks.check(store);
            }
        }
    }
}
