package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.cairndb.storage.Stores;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of four threads each commit to one folder while readers hold snapshots of it. */
class ConcurrencyIT {
    private static final List<String> PROCESSES = List.of("left", "right");
    private static final int WORKERS = 4;
    private static final int TRANSACTIONS = Size.choose(1_600, 10_000);
    private static final int READERS = 2;
    private static final long PAUSE_NANOS = 30_000_000;
    private static final int MAX_HELD = 60;
    /** Too small for the database, so that held snapshots read the store again. */
    private static final long CACHE_BYTES = 2 << 20;

    @TempDir
    Path folder;

    @TempDir
    Path scratch;

    /** A snapshot and what it said when it was new. */
    private record Held(Snapshot snapshot, Fingerprint fingerprint) {}

    @Test
    void noTransactionIsLostAndEveryHeldSnapshotStaysAsItWas()
            throws IOException, InterruptedException, ExecutionException {
        Location location = Location.ofFolder(folder.resolve("shared"));
        try (Writer writer = Writer.open(location, WriterOptions.DEFAULT)) {
            writer.transact(Workload.schema());
        }
        try (Database database = Database.open(Stores.open(location), BranchNames.MAIN, new NodeCache(CACHE_BYTES))) {
            AtomicBoolean over = new AtomicBoolean();
            ExecutorService readers = Executors.newFixedThreadPool(READERS);
            List<Future<List<Held>>> reading = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                long seed = i;
                reading.add(readers.submit(() -> read(database, over, new Random(seed))));
            }
            List<Acknowledged> acknowledged;
            try {
                acknowledged = commit(folder.resolve("shared"));
            } finally {
                over.set(true);
                readers.shutdown();
            }
            requireAll(database, acknowledged);
            for (Future<List<Held>> reader : reading) {
                requireUnchanged(reader.get(), database.snapshot());
            }
        }
        Soundness.requireSound(location);
    }

    private List<Acknowledged> commit(Path store) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<ChildProcess> children = new ArrayList<>();
        List<Acknowledged> acknowledged = new ArrayList<>();
        try {
            for (String process : PROCESSES) {
                children.add(ChildProcess.start(
                        CommittingProcess.class,
                        scratch.resolve(process),
                        store.toString(),
                        process,
                        Integer.toString(WORKERS),
                        Integer.toString(TRANSACTIONS / PROCESSES.size() / WORKERS)));
            }
            for (ChildProcess child : children) {
                child.awaitSuccess().stream().map(Acknowledged::parse).forEach(acknowledged::add);
            }
        } finally {
            children.forEach(ChildProcess::close);
        }
        System.out.printf(
                "%d transactions of %d processes with %d threads each in %.1f s%n",
                acknowledged.size(), PROCESSES.size(), WORKERS, (System.nanoTime() - start) / 1e9);
        return acknowledged;
    }

    private static void requireAll(Database database, List<Acknowledged> acknowledged) {
        CommittedWork work = new CommittedWork(1);
        work.follow(database.snapshot());
        assertThat(work.tx()).isEqualTo(1 + TRANSACTIONS);
        assertThat(acknowledged).hasSize(TRANSACTIONS).doesNotHaveDuplicates().allMatch(work::holds);
    }

    /** Takes new snapshots all the time, keeps some and reads them again and again. */
    private static List<Held> read(Database database, AtomicBoolean over, Random random) {
        List<Held> held = new ArrayList<>();
        while (!over.get()) {
            Snapshot snapshot = database.snapshot();
            Held fresh = new Held(snapshot, Fingerprint.of(snapshot));
            if (held.size() < MAX_HELD) {
                held.add(fresh);
            } else {
                int position = random.nextInt(held.size());
                requireUnchanged(held.get(position));
                held.set(position, fresh);
            }
            // Leaves the processors to the writers.
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return held;
    }

    /** Both through the snapshot itself and through the newest one as of then. */
    private static void requireUnchanged(List<Held> held, Snapshot newest) {
        assertThat(held).hasSizeGreaterThan(1);
        for (Held one : held) {
            requireUnchanged(one);
            Snapshot past = newest.asOf(one.snapshot().tx());
            assertThat(Fingerprint.of(past)).isEqualTo(one.fingerprint());
        }
    }

    private static void requireUnchanged(Held held) {
        assertThat(Fingerprint.of(held.snapshot())).isEqualTo(held.fingerprint());
    }
}
