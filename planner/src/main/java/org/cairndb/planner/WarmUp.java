package org.cairndb.planner;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cairndb.planner.exec.Cancellation;
import org.cairndb.planner.rel.JoinPolicy;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Head;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.store.LocationVersion;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.memory.MemoryNodeStore;

/**
 * Loads the classes that planning and running statements need by doing both with an empty database of its own, while the first connection of the process
 * waits for its heads or its program does something else. Touches nothing of the user's, and whatever goes wrong in it is of no consequence. Safe for
 * several threads.
 */
public final class WarmUp {
    private static final System.Logger LOG = System.getLogger(WarmUp.class.getName());
    private static final int NONCE_BYTES = 16;
    private static final long CACHE_BYTES = 1 << 20;
    private static final WarmUp SHARED = new WarmUp(WarmUp::inBackground);

    /** Together they use most of what common statements use. */
    private static final List<String> STATEMENTS = List.of(
            "SELECT tx, instant FROM transactions WHERE tx = 1",
            "SELECT a.tx, count(*), max(b.instant) FROM transactions a JOIN transactions b ON a.tx = b.tx"
                    + " WHERE a.tx > 0 AND b.instant IS NOT NULL GROUP BY a.tx ORDER BY 2 DESC LIMIT 3");

    private final Executor executor;
    private final AtomicBoolean started = new AtomicBoolean();

    /** One that runs in an executor. */
    public WarmUp(Executor executor) {
        this.executor = executor;
    }

    /** The one of this process, which runs in a thread that does not keep the process alive. */
    public static WarmUp shared() {
        return SHARED;
    }

    private static void inBackground(Runnable work) {
        if (Runtime.getRuntime().availableProcessors() > 1) {
            Thread thread = new Thread(work, "cairn-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Starts it the first time; later calls do nothing. */
    public void start() {
        if (started.compareAndSet(false, true)) {
            executor.execute(WarmUp::runQuietly);
        }
    }

    private static void runQuietly() {
        try {
            int planned = run();
            LOG.log(System.Logger.Level.DEBUG, "warmed up with {0} statements", planned);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(System.Logger.Level.DEBUG, "not warmed up", e);
        }
    }

    /** Plans and runs the statements and tells how many there were. */
    static int run() {
        NodeStore store = MemoryNodeStore.anonymous();
        Head head = Head.create(new UUID(0, 0), BranchNames.MAIN);
        store.swapHead(BranchNames.MAIN, Optional.empty(), head.encode(Bytes.wrap(new byte[NONCE_BYTES])));
        try (Database database = Database.open(store, BranchNames.MAIN, new NodeCache(CACHE_BYTES))) {
            AttachedDatabase attached = new AttachedDatabase("main", database, new LocationVersion.Unspecified());
            QueryEngine engine = new QueryEngine(
                    List.of(attached),
                    Optional.empty(),
                    Clock.systemUTC(),
                    new QueryEngine.Planning(JoinPolicy.DEFAULT, new PlanCache(CACHE_BYTES)));
            STATEMENTS.forEach(sql -> runStatement(engine, sql));
        }
        return STATEMENTS.size();
    }

    private static void runStatement(QueryEngine engine, String sql) {
        SnapshotSet snapshots = engine.snapshots(Duration.ZERO);
        PreparedQuery query = engine.prepare(sql, snapshots);
        try (QueryResult rows = query.execute(snapshots, List.of(), Instant.EPOCH, Cancellation.unlimited())) {
            while (rows.next() != null) {
                // An empty database has no rows; asking for them is what loads classes.
                continue;
            }
        }
    }
}
