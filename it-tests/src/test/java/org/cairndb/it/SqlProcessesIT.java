package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cairndb.it.postgres.PostgresServer;
import org.cairndb.storage.Stores;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of four threads each commit to one SQL database. */
class SqlProcessesIT {
    private static final List<String> PROCESSES = List.of("left", "right");
    private static final int WORKERS = 4;
    private static final int TRANSACTIONS = Size.choose(800, 8_000);
    private static final long CACHE_BYTES = 16 << 20;

    @TempDir
    Path folder;

    @Test
    void nothingIsLostInPostgreSql() throws IOException, InterruptedException {
        commitAndCheck(PostgresServer.address(PostgresServer.newDatabase()).uri());
    }

    /** The process that opens the file first serves the other; when it ends, the other opens the file itself. */
    @Test
    void nothingIsLostInAnH2File() throws IOException, InterruptedException {
        commitAndCheck("jdbc:h2:" + folder.resolve("shared"));
    }

    /** The process that serves the other is killed while both commit. */
    @Test
    void anH2FileSurvivesThatItsServingProcessIsKilled() throws IOException, InterruptedException {
        String location = "jdbc:h2:" + folder.resolve("shared");
        begin(location);
        List<Acknowledged> acknowledged = new ArrayList<>();
        try (ChildProcess serving = start(location, "left", TRANSACTIONS)) {
            serving.awaitWork();
            try (ChildProcess other = start(location, "right", 50)) {
                other.awaitWork();
                serving.kill();
                other.awaitSuccess().stream().map(Acknowledged::parse).forEach(acknowledged::add);
                serving.awaitEnd().stream().map(Acknowledged::parse).forEach(acknowledged::add);
            }
        }
        assertThat(check(location, acknowledged).count(CommittingProcess.worker("right", 0)))
                .isEqualTo(50);
    }

    private void commitAndCheck(String location) throws IOException, InterruptedException {
        begin(location);
        long start = System.nanoTime();
        List<ChildProcess> children = new ArrayList<>();
        List<Acknowledged> acknowledged = new ArrayList<>();
        try {
            for (String process : PROCESSES) {
                children.add(start(location, process, TRANSACTIONS / PROCESSES.size() / WORKERS));
            }
            for (ChildProcess child : children) {
                child.awaitSuccess().stream().map(Acknowledged::parse).forEach(acknowledged::add);
            }
        } finally {
            children.forEach(ChildProcess::close);
        }
        System.out.printf(
                "%s: %d transactions of %d processes with %d threads each in %.1f s%n",
                location, acknowledged.size(), PROCESSES.size(), WORKERS, (System.nanoTime() - start) / 1e9);
        assertThat(acknowledged).hasSize(TRANSACTIONS).doesNotHaveDuplicates();
        assertThat(check(location, acknowledged).tx()).isEqualTo(1 + TRANSACTIONS);
    }

    private static void begin(String location) {
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            writer.transact(Workload.schema());
        }
    }

    private ChildProcess start(String location, String process, int transactions) throws IOException {
        return ChildProcess.start(
                CommittingProcess.class,
                folder.resolve(process + ".errors"),
                location,
                process,
                Integer.toString(WORKERS),
                Integer.toString(transactions));
    }

    private static CommittedWork check(String text, List<Acknowledged> acknowledged) {
        Location location = Location.parse(text);
        try (Database database = Database.open(Stores.open(location), BranchNames.MAIN, new NodeCache(CACHE_BYTES))) {
            CommittedWork work = new CommittedWork(1);
            work.follow(database.snapshot());
            assertThat(acknowledged).allMatch(work::holds);
            Soundness.requireSound(location);
            return work;
        }
    }
}
