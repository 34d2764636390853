package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.cairndb.bench.PoolWork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads on one pool: nothing fails, and nothing is left behind. */
class PoolIT {
    private static final int THREADS = 64;
    private static final double SECONDS = Size.choose(4, 60);
    private static final int COLLECTIONS = 3;
    /** What a JVM keeps of compiled code, plans and nodes while it warms up is far less, and does not grow with the work. */
    private static final long MAX_GROWTH_BYTES = 16 << 20;
    /** The JVM opens a file or two of its own. */
    private static final long MAX_MORE_FILES = 8;

    @TempDir
    Path folder;

    @Test
    void manyThreadsLeaveNothingBehind() throws InterruptedException, ExecutionException {
        String location = "file:" + folder.resolve("shop");
        PoolWork.fill(location);
        try (HikariDataSource pool = PoolWork.pool(location, THREADS)) {
            PoolWork.run(pool, THREADS, SECONDS);
            long bytes = usedBytes();
            long files = openFiles();
            List<String> threads = threadNames();
            long statements = PoolWork.run(pool, THREADS, SECONDS);
            assertThat(statements).isGreaterThan(THREADS);
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
            assertThat(threadNames()).hasSizeLessThanOrEqualTo(threads.size());
            assertThat(openFiles()).isLessThanOrEqualTo(files + MAX_MORE_FILES);
            assertThat(usedBytes()).isLessThan(bytes + MAX_GROWTH_BYTES);
            System.out.printf("%d statements of %d threads in %.0f s%n", statements, THREADS, SECONDS);
        }
        assertThat(threadNames()).noneMatch(name -> name.startsWith("cairn-login"));
    }

    private static long usedBytes() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            used = Math.min(
                    used,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return used;
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    /** Without those of the test, which end in their own time, and of the JVM. */
    private static List<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> !name.startsWith("pool-"))
                .sorted()
                .toList();
    }
}
