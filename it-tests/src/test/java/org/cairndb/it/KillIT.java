package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.cairndb.storage.Stores;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a writing process at any moment loses nothing that was acknowledged and leaves nothing half done. */
class KillIT {
    private static final int ROUNDS = Size.choose(10, 200);
    private static final int WORKERS = 3;
    /** Of so many rounds one kills while the process starts, the others while it commits. */
    private static final int EARLY_EVERY = 5;

    private static final long MAX_DELAY_MICROS = 400_000;
    private static final long SEED = 20260101;

    @TempDir
    Path folder;

    @TempDir
    Path scratch;

    @Test
    void killedWriterLosesNothingAcknowledgedAndLeavesNothingElse() throws IOException, InterruptedException {
        Path store = folder.resolve("killed");
        try (Writer writer = Writer.open(Location.ofFolder(store), WriterOptions.DEFAULT)) {
            writer.transact(Workload.schema());
        }
        CommittedWork work = new CommittedWork(1);
        Random random = new Random(SEED);
        long acknowledged = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            long delayMicros = random.nextLong(MAX_DELAY_MICROS);
            List<Acknowledged> told = runAndKill(store, round % EARLY_EVERY == 0, delayMicros);
            acknowledged += told.size();
            verify(work, store, told, "round %d, seed %d, killed after %d us".formatted(round, SEED, delayMicros));
        }
        System.out.printf(
                "kill -9: %d rounds, %d transactions acknowledged, %d committed%n",
                ROUNDS, acknowledged, work.tx() - 1);
        assertThat(acknowledged).isGreaterThan(ROUNDS);
    }

    private List<Acknowledged> runAndKill(Path store, boolean early, long delayMicros)
            throws IOException, InterruptedException {
        try (ChildProcess child = ChildProcess.start(
                CommittingProcess.class,
                scratch.resolve("errors"),
                store.toString(),
                "w",
                Integer.toString(WORKERS),
                Long.toString(Integer.MAX_VALUE))) {
            child.awaitReady();
            if (!early) {
                child.awaitWork();
            }
            TimeUnit.MICROSECONDS.sleep(delayMicros);
            child.kill();
            List<String> lines = child.awaitEnd();
            assertThat(child.complaints()).isEmpty();
            return lines.stream().map(Acknowledged::parse).toList();
        }
    }

    private static void verify(CommittedWork work, Path store, List<Acknowledged> told, String when) {
        Map<String, Long> expected = new HashMap<>();
        for (int i = 0; i < WORKERS; i++) {
            String worker = CommittingProcess.worker("w", i);
            expected.put(worker, work.count(worker));
        }
        told.forEach(transaction -> expected.put(transaction.worker(), transaction.n()));
        try (Database database =
                Database.open(Stores.open(Location.ofFolder(store)), BranchNames.MAIN, new NodeCache(64 << 20))) {
            work.follow(database.snapshot());
        }
        assertThat(told).as(when).allMatch(work::holds);
        // A worker waits for each answer, so at most one transaction of each can be there that was not acknowledged.
        expected.forEach((worker, n) -> assertThat(work.count(worker)).as(when).isBetween(n, n + 1));
        assertThat(Soundness.requireSound(store).tx()).as(when).isEqualTo(work.tx());
    }
}
