package org.cairndb.planner;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cairndb.planner.rel.DatomSchema;
import org.cairndb.planner.rel.JoinPolicy;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.RequestCounter;

/** Plans and runs statements over attached databases. Safe for several threads. */
public final class QueryEngine {
    private static final int MAX_CACHED_PLANS = 512;

    private final List<AttachedDatabase> databases;
    private final Optional<Instant> asOf;
    private final Clock clock;
    private final JoinPolicy joinPolicy;
    private final Map<String, DatomSchema> schemas = new HashMap<>();
    private final Map<PlanKey, PreparedQuery> plans = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PlanKey, PreparedQuery> eldest) {
            return size() > MAX_CACHED_PLANS;
        }
    };

    private record PlanKey(String sql, List<DatomSchema> schemas, Optional<String> defaultSchema) {}

    /** An engine over databases; {@code asOf} is the time at which those without a version of their own are read. */
    public QueryEngine(List<AttachedDatabase> databases, Optional<Instant> asOf, Clock clock) {
        this(databases, asOf, clock, JoinPolicy.DEFAULT);
    }

    /** The same with a choice of join methods. */
    public QueryEngine(List<AttachedDatabase> databases, Optional<Instant> asOf, Clock clock, JoinPolicy joinPolicy) {
        this.databases = List.copyOf(databases);
        this.asOf = asOf;
        this.clock = clock;
        this.joinPolicy = joinPolicy;
    }

    /** The attached databases in order. */
    public List<AttachedDatabase> databases() {
        return databases;
    }

    /** The snapshots that a statement that begins now reads, none of them older than {@code maxStaleness}. */
    public SnapshotSet snapshots(Duration maxStaleness) {
        return snapshots(maxStaleness, new RequestCounter());
    }

    /** The same, with what is asked of stores counted. */
    public SnapshotSet snapshots(Duration maxStaleness, RequestCounter counter) {
        return snapshots(maxStaleness, counter, likely -> {});
    }

    /** The same; while stores are asked, {@code meanwhile} may ask for what it will need of the snapshots that are the newest most likely. */
    public SnapshotSet snapshots(Duration maxStaleness, RequestCounter counter, Consumer<SnapshotSet> meanwhile) {
        List<Snapshot> newest = Database.snapshots(
                databases.stream().map(AttachedDatabase::database).toList(),
                maxStaleness,
                counter,
                likely -> meanwhile.accept(selected(likely, counter)));
        return selected(newest, counter);
    }

    private SnapshotSet selected(List<Snapshot> newest, RequestCounter counter) {
        Map<String, Snapshot> snapshots = new LinkedHashMap<>();
        for (int i = 0; i < databases.size(); i++) {
            AttachedDatabase attached = databases.get(i);
            snapshots.put(attached.name(), attached.select(newest.get(i), asOf));
        }
        return new SnapshotSet(snapshots, counter);
    }

    /** Plans a statement, or finds its plan. Names without a schema are looked up in the only one if there is one. */
    public PreparedQuery prepare(String sql, SnapshotSet snapshots) {
        return prepare(sql, snapshots, defaultSchema());
    }

    /** Plans a statement, or finds its plan, with a schema for names without one. */
    public PreparedQuery prepare(String sql, SnapshotSet snapshots, Optional<String> defaultSchema) {
        List<DatomSchema> current =
                databases.stream().map(d -> schemaOf(d, snapshots)).toList();
        PlanKey key = new PlanKey(sql, current, defaultSchema);
        synchronized (plans) {
            PreparedQuery cached = plans.get(key);
            if (cached != null) {
                return cached;
            }
        }
        PreparedQuery planned = new StatementPlanner(current, snapshots, defaultSchema, joinPolicy).plan(sql);
        synchronized (plans) {
            plans.put(key, planned);
        }
        return planned;
    }

    /** The schema for names without one where nothing else is said: the only one. */
    public Optional<String> defaultSchema() {
        return databases.size() == 1 ? Optional.of(databases.get(0).name()) : Optional.empty();
    }

    /**
     * The name of a schema as it was attached, found in any case.
     *
     * @throws CairnException NO_SUCH_DATABASE if there is none
     */
    public String schemaNamed(String name) {
        List<String> names = databases.stream().map(AttachedDatabase::name).toList();
        return names.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new CairnException(
                        ErrorCode.NO_SUCH_DATABASE,
                        "There is no schema \"%s\"; attached are \"%s\""
                                .formatted(name, String.join("\", \"", names))));
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
                                schemaOf(d, snapshots), snapshots.byDatabase().get(d.name()), d.name())
                                .stream())
                .toList();
    }

    /** The tables of a database; the same object as long as its stored schema stays the same. */
    private DatomSchema schemaOf(AttachedDatabase attached, SnapshotSet snapshots) {
        String name = attached.name();
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
