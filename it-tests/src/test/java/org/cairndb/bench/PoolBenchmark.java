package org.cairndb.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Statements per second of one pool by the number of threads that use it, with the processor time that they took: {@code pool [seconds]}. */
public final class PoolBenchmark {
    /** The most first, so that a JVM that is still warming up does not flatter them. */
    private static final List<Integer> THREADS = List.of(64, 8, 4, 2, 1);

    private static final double STANDARD_SECONDS = 10;
    /** The JVM compiles beside the threads, so few are left to run at first: with 64 it would take minutes. */
    private static final List<Integer> WARM_UP_THREADS = List.of(1, 2, 1, 2, 64, 64);

    private static final double WARM_UP_SECONDS = 12;

    private PoolBenchmark() {}

    /** Runs. */
    public static void main(String[] arguments) throws Exception {
        double seconds = arguments.length > 0 ? Double.parseDouble(arguments[0]) : STANDARD_SECONDS;
        Path folder = Files.createTempDirectory("cairn-pool-");
        try {
            String location = "file:" + folder.resolve("shop");
            PoolWork.fill(location);
            try (HikariDataSource pool = PoolWork.pool(location, 64)) {
                for (int threads : WARM_UP_THREADS) {
                    PoolWork.run(pool, threads, WARM_UP_SECONDS);
                }
                System.out.printf("%d processors%n%n", Runtime.getRuntime().availableProcessors());
                System.out.println("| threads | statements/s | processors used | statements a processor second |\n"
                        + "|---:|---:|---:|---:|");
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
        double used = Timing.processorSeconds() - processor;
        System.out.printf(
                Locale.ROOT,
                "| %d | %,.0f | %.2f | %,.0f |%n",
                threads,
                statements / taken,
                used / taken,
                statements / used);
    }
}
