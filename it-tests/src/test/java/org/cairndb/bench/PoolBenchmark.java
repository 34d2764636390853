package org.cairndb.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Statements per second of one pool by the number of threads that use it, each with processor time: {@code pool [seconds]}. */
public final class PoolBenchmark {
    private static final List<Integer> THREADS = List.of(1, 2, 4, 8, 64);
    private static final double STANDARD_SECONDS = 10;
    private static final double WARM_UP_SECONDS = 15;

    private PoolBenchmark() {}

    /** Runs. */
    public static void main(String[] arguments) throws Exception {
        double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : STANDARD_SECONDS;
        Path folder = Files.createTempDirectory("cairn-pool-");
        try {
            String location = "file:" + folder.resolve("shop");
            PoolWork.fill(location);
            try (HikariDataSource pool = PoolWork.pool(location, 64)) {
                PoolWork.run(pool, 4, WARM_UP_SECONDS);
                System.out.printf("%d processors%n%n", Runtime.getRuntime().availableProcessors());
                System.out.println("| threads | statements/s | processors used |\n|---:|---:|---:|");
                for (int threads : THREADS) {
                    measure(pool, threads, seconds);
                }
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private static void measure(HikariDataSource pool, int threads, double seconds) throws Exception {
        double processor = Timing.processorSeconds();
        long start = System.nanoTime();
        long statements = PoolWork.run(pool, threads, seconds);
        double taken = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "| %d | %,.0f | %.2f |%n",
                threads,
                statements / taken,
                (Timing.processorSeconds() - processor) / taken);
    }
}
