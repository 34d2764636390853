package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cairndb.it.race.BrokenRequests;
import org.cairndb.it.s3.S3ServerKind;
import org.cairndb.storage.Stores;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of eight threads each commit to one bucket over a network that loses requests and answers. */
class RacingProcessesIT {
    private static final List<String> PROCESSES = List.of("left", "right");
    private static final int WORKERS = 8;
    private static final int EACH = Size.choose(20, 400);
    private static final long SEED = 20260101;
    private static final long CACHE_BYTES = 64 << 20;

    @TempDir
    Path scratch;

    @Test
    void everyAcknowledgedTransactionIsThereOnce() throws IOException, InterruptedException {
        try (BrokenRequests network = new BrokenRequests(S3ServerKind.S3PROXY)) {
            Location location = Location.parse(network.location());
            try (Writer writer = Writer.open(location, WriterOptions.DEFAULT)) {
                writer.transact(Workload.schema());
            }
            network.disturb(SEED);
            long start = System.nanoTime();
            List<Acknowledged> acknowledged = commit(network.location());
            double seconds = (System.nanoTime() - start) / 1e9;
            network.heal();
            System.out.printf(
                    "%d transactions of %d processes with %d threads each in %.1f s, %d faults%n",
                    acknowledged.size(), PROCESSES.size(), WORKERS, seconds, network.faults());
            assertThat(network.faults()).isPositive();
            requireAll(location, acknowledged);
            Soundness.requireSound(location);
        }
    }

    private List<Acknowledged> commit(String location) throws IOException, InterruptedException {
        List<ChildProcess> children = new ArrayList<>();
        List<Acknowledged> acknowledged = new ArrayList<>();
        try {
            for (String process : PROCESSES) {
                children.add(ChildProcess.start(
                        CommittingProcess.class,
                        scratch.resolve(process),
                        location,
                        process,
                        Integer.toString(WORKERS),
                        Integer.toString(EACH)));
            }
            for (ChildProcess child : children) {
                child.awaitSuccess().stream().map(Acknowledged::parse).forEach(acknowledged::add);
            }
        } finally {
            children.forEach(ChildProcess::close);
        }
        return acknowledged;
    }

    private static void requireAll(Location location, List<Acknowledged> acknowledged) {
        int transactions = PROCESSES.size() * WORKERS * EACH;
        try (Database database = Database.open(Stores.open(location), BranchNames.MAIN, new NodeCache(CACHE_BYTES))) {
            CommittedWork work = new CommittedWork(1);
            work.follow(database.snapshot());
            assertThat(work.tx()).isEqualTo(1 + transactions);
            assertThat(acknowledged)
                    .hasSize(transactions)
                    .doesNotHaveDuplicates()
                    .allMatch(work::holds);
        }
    }
}
