package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.cairndb.planner.AttachedDatabase;
import org.cairndb.planner.PreparedQuery.Execution;
import org.cairndb.planner.QueryEngine;
import org.cairndb.planner.QueryResult;
import org.cairndb.planner.SnapshotSet;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Cancellation;
import org.cairndb.planner.exec.ExecutionSettings;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A statement stops soon after it is told to, whatever operator it is in: each of these spends most of its time in one. */
class CancelIT {
    private static final int ROWS = 5_000;
    private static final int BIG_ROWS = 60_000;
    /** The goal is 100 ms on a quiet machine; this one is shared. */
    private static final long BOUND_MILLIS = 1_000;

    private static final long[] DELAYS_MILLIS = {60, 350, 800};
    private static final long LITTLE_MEMORY = 8L << 20;
    private static final long MUCH_MEMORY = 500L << 20;

    private static final ScheduledExecutorService CANCELLER = Executors.newSingleThreadScheduledExecutor();

    private static QueryEngine engine;
    private static SnapshotSet snapshots;

    @BeforeAll
    static void load() {
        Location location = Location.parse("mem:cancel-" + UUID.randomUUID());
        try (Writer writer = Writer.open(location, WriterOptions.DEFAULT)) {
            for (String table : List.of("n", "big")) {
                writer.transact(
                        Operation.define(AttributeSpec.builder(table + "/id", ValueType.LONG)
                                .identity()
                                .build()),
                        Operation.define(AttributeSpec.builder(table + "/k", ValueType.LONG)
                                .build()),
                        Operation.define(AttributeSpec.builder(table + "/d", ValueType.DOUBLE)
                                .build()),
                        Operation.define(AttributeSpec.builder(table + "/s", ValueType.STRING)
                                .build()));
                writer.transact(rows(table));
            }
        }
        engine = new QueryEngine(
                List.of(new AttachedDatabase("x", Database.open(location), location.version())),
                Optional.empty(),
                Clock.systemUTC());
        snapshots = engine.snapshots(Duration.ZERO);
    }

    private static Operation[] rows(String table) {
        int size = table.equals("n") ? ROWS : BIG_ROWS;
        List<Operation> rows = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            long mixed = i * 7919 % size;
            rows.add(Operation.put(Map.of(
                    table + "/id", i, table + "/k", mixed, table + "/d", mixed / 8.0, table + "/s", "text-" + mixed)));
        }
        return rows.toArray(Operation[]::new);
    }

    @AfterAll
    static void stop() {
        CANCELLER.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "filter | 1 | SELECT COUNT(*) FROM big WHERE SHA512(REPEAT(s, 1500)) LIKE '%00ff%'",
                "projection | 1 | SELECT MAX(MD5(CONCAT(REPEAT(s, 1500), s))) FROM big",
                "scans | 1 | SELECT COUNT(*) FROM n a WHERE (SELECT COUNT(*) FROM big b WHERE b.d > a.d AND b.k <>"
                        + " a.k) = -1",
                "nested loops | 1 | SELECT COUNT(*) FROM big a JOIN big b ON a.d + b.d = a.k * 7 + 0.3",
                "cross join | 1 | SELECT COUNT(*) FROM big a, big b",
                "anti nested loops | 1 | SELECT COUNT(*) FROM big a WHERE NOT EXISTS (SELECT 1 FROM big b WHERE a.d +"
                        + " b.d < -1 - a.k)",
                "hash join, build | 1 | SELECT COUNT(*) FROM n c JOIN (SELECT a.k + b.k * 5000 AS x FROM n a, n b) j ON"
                        + " c.k * 9 = j.x + c.id",
                "hash join, probe | 1 | SELECT COUNT(*) FROM (SELECT a.k + b.k AS x FROM big a, big b) j JOIN n c ON"
                        + " c.k = j.x",
                "hash join of one key | 1 | SELECT COUNT(*) FROM big a JOIN big b ON a.k / 100000 = b.k / 100000 AND"
                        + " a.d + b.d < -1",
                "full join | 1 | SELECT COUNT(*) FROM big a FULL JOIN big b ON a.k / 100000 = b.k / 100000",
                "correlated rows | 1 | SELECT COUNT(*) FROM big a WHERE a.k < (SELECT b.k FROM n b WHERE b.d > a.d"
                        + " ORDER BY b.s DESC LIMIT 1)",
                "sort | 1 | SELECT a.s, b.d FROM n a, n b ORDER BY b.s, a.d, b.k",
                "sort of numbers | 1 | SELECT a.k FROM n a, n b WHERE b.id < 1500 ORDER BY a.k * b.k",
                "top rows | 1 | SELECT a.s, b.d FROM big a, big b ORDER BY a.k * b.k, b.s LIMIT 100",
                "hash grouping | 1 | SELECT a.k * 5000 + b.k AS g, COUNT(*) FROM n a, n b GROUP BY a.k * 5000 + b.k",
                "grouping by text | 1 | SELECT CONCAT(a.s, b.s) AS g, COUNT(*) FROM n a, n b GROUP BY CONCAT(a.s, b.s)",
                "few groups | 1 | SELECT MOD(a.k, 7), SUM(b.d), STDDEV_POP(b.k) FROM big a, big b GROUP BY MOD(a.k, 7)",
                "grouping sets | 1 | SELECT a.k, b.k, COUNT(*) FROM n a, n b GROUP BY CUBE(a.k, b.k)",
                "distinct | 1 | SELECT COUNT(DISTINCT a.k * 5000 + b.k) FROM n a, n b",
                "percentiles | 1 | SELECT PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY a.k * b.k) FROM n a, n b WHERE"
                        + " b.id < 2000",
                "joined text | 1 | SELECT CHAR_LENGTH(STRING_AGG(a.s, ',' ORDER BY b.s, a.s)) FROM n a, n b WHERE b.id"
                        + " < 500",
                "sorted grouping | 1 | SELECT a.id, SUM(b.d) FROM big a, big b GROUP BY a.id ORDER BY a.id",
                "row numbers | 1 | SELECT ROW_NUMBER() OVER (ORDER BY a.k) FROM n a, n b WHERE b.id < 1000",
                "sliding extremes | 1 | SELECT MAX(b.s) OVER (ORDER BY a.k ROWS BETWEEN 90000 PRECEDING AND 90000"
                        + " FOLLOWING) FROM n a, n b WHERE b.id < 600",
                "range frames | 1 | SELECT SUM(b.k) OVER (ORDER BY a.k RANGE BETWEEN 3 PRECEDING AND 5 FOLLOWING) FROM"
                        + " n a, n b WHERE b.id < 600",
                "set operation | 1 | SELECT a.k * 5000 + b.k FROM n a, n b EXCEPT SELECT a.k FROM n a",
                "union | 1 | SELECT a.k * 5000 + b.k FROM n a, n b UNION SELECT a.k FROM n a",
                "recursion | 1 | WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT MOD(n + 1, 7) FROM t) SELECT"
                        + " COUNT(*) FROM t",
                "recursion of wide rounds | 1 | WITH RECURSIVE t(n) AS (SELECT id FROM n UNION SELECT n.id * 5000 + t.n"
                        + " FROM t, n) SELECT COUNT(*) FROM t",
                "row at a time | 1 | SELECT COUNT(*) FROM (SELECT ARRAY[a.k, b.k] AS x FROM big a, big b) t WHERE x[1]"
                        + " = -1",
                "spilled sort | 0 | SELECT a.s, b.d FROM n a, n b ORDER BY b.s, a.d, b.k",
                "spilled grouping | 0 | SELECT a.k * 5000 + b.k AS g, COUNT(*) FROM n a, n b GROUP BY a.k * 5000 + b.k",
                "spilled hash join | 0 | SELECT COUNT(*) FROM (SELECT a.k + b.k * 5000 AS y FROM n a, n b) i JOIN"
                        + " (SELECT a.k * 5000 + b.k AS x FROM n a, n b) j ON i.y = j.x",
                "parallel filter | 2 | SELECT COUNT(*) FROM big WHERE SHA512(REPEAT(s, 1500)) LIKE '%00ff%'",
                "parallel grouping | 2 | SELECT b.k, SUM(a.d) FROM big a JOIN big b ON a.k / 100000 = b.k / 100000"
                        + " GROUP BY b.k",
            })
    void stopsSoon(String operator, int threads, String sql) {
        long slowest = 0;
        for (long delay : DELAYS_MILLIS) {
            slowest = Math.max(slowest, stop(sql, settings(threads), delay));
        }
        assertThat(TimeUnit.NANOSECONDS.toMillis(slowest)).as(operator).isLessThan(BOUND_MILLIS);
    }

    /** No threads stand for one thread with little memory. */
    private static ExecutionSettings settings(int threads) {
        return ExecutionSettings.defaults()
                .withThreads(Math.max(1, threads))
                .withMaxQueryMemory(threads == 0 ? LITTLE_MEMORY : MUCH_MEMORY);
    }

    /** Nanoseconds from the wish to stop to the end of a statement that would run on. */
    private static long stop(String sql, ExecutionSettings settings, long delayMillis) {
        Cancellation cancellation = Cancellation.unlimited();
        Execution execution = new Execution(Instant.EPOCH, cancellation, settings);
        AtomicLong asked = new AtomicLong();
        try (QueryResult result = engine.prepare(sql, snapshots).execute(snapshots, List.of(), execution)) {
            CANCELLER.schedule(
                    () -> {
                        asked.set(System.nanoTime());
                        cancellation.cancel();
                    },
                    delayMillis,
                    TimeUnit.MILLISECONDS);
            for (Batch batch = result.next(); batch != null; batch = result.next()) {
                assertThat(batch.rowCount()).isPositive();
            }
        } catch (CairnException e) {
            long stopped = System.nanoTime();
            assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED);
            return stopped - asked.get();
        }
        throw new AssertionError("The statement was over before it was stopped: " + sql);
    }
}
