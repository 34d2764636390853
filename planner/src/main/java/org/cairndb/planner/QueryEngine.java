package org.cairndb.planner;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairndb.planner.rel.DatomSchema;
import org.cairndb.storage.snapshot.Snapshot;

/** Plans and runs statements over attached databases. Safe for several threads. */
public final class QueryEngine {
    private static final int MAX_CACHED_PLANS = 512;

    private final List<AttachedDatabase> databases;
    private final Optional<Instant> asOf;
    private final Clock clock;
    private final Map<String, DatomSchema> schemas = new HashMap<>();
    private final Map<PlanKey, PreparedQuery> plans = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PlanKey, PreparedQuery> eldest) {
            return size() > MAX_CACHED_PLANS;
        }
    };

    private record PlanKey(String sql, List<DatomSchema> schemas) {}

    /** An engine over databases; {@code asOf} is the time at which those without a version of their own are read. */
    public QueryEngine(List<AttachedDatabase> databases, Optional<Instant> asOf, Clock clock) {
        this.databases = List.copyOf(databases);
        this.asOf = asOf;
        this.clock = clock;
    }

    /** The attached databases in order. */
    public List<AttachedDatabase> databases() {
        return databases;
    }

    /** The snapshots that a statement that begins now reads, none of them older than {@code maxStaleness}. */
    public SnapshotSet snapshots(Duration maxStaleness) {
        Map<String, Snapshot> snapshots = new LinkedHashMap<>();
        for (AttachedDatabase attached : databases) {
            Snapshot newest = attached.database().snapshot(maxStaleness);
            snapshots.put(attached.name(), attached.select(newest, asOf));
        }
        return new SnapshotSet(snapshots);
    }

    /** Plans a statement, or finds its plan. */
    public PreparedQuery prepare(String sql, SnapshotSet snapshots) {
        List<DatomSchema> current =
                databases.stream().map(d -> schemaOf(d.name(), snapshots)).toList();
        PlanKey key = new PlanKey(sql, current);
        synchronized (plans) {
            PreparedQuery cached = plans.get(key);
            if (cached != null) {
                return cached;
            }
        }
        PreparedQuery planned = new StatementPlanner(databases, current, snapshots).plan(sql);
        synchronized (plans) {
            plans.put(key, planned);
        }
        return planned;
    }

    /** The time at which an execution that begins now runs. */
    public Instant now() {
        return clock.instant();
    }

    /** The tables of the attached databases. */
    public List<TableDescription> tables(SnapshotSet snapshots) {
        return databases.stream()
                .flatMap(d ->
                        TableDescriptions.of(
                                schemaOf(d.name(), snapshots),
                                snapshots.byDatabase().get(d.name()),
                                d.name())
                                .stream())
                .toList();
    }

    /** The tables of a database; the same object as long as its stored schema stays the same. */
    private DatomSchema schemaOf(String name, SnapshotSet snapshots) {
        Snapshot snapshot = snapshots.byDatabase().get(name);
        if (snapshot == null) {
            throw new IllegalStateException("No snapshot of \"" + name + "\"");
        }
        synchronized (schemas) {
            DatomSchema known = schemas.get(name);
            boolean same = known != null && known.schema().equals(snapshot.schema());
            if (known != null && same) {
                return known;
            }
            DatomSchema fresh = new DatomSchema(name, snapshot.schema());
            schemas.put(name, fresh);
            return fresh;
        }
    }
}
