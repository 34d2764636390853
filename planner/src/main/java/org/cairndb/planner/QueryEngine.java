package org.cairndb.planner;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.rel.DatomSchema;
import org.cairndb.planner.rel.JoinPolicy;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.LocationVersion;
import org.cairndb.storage.store.RequestCounter;
import org.jspecify.annotations.Nullable;

/** Plans and runs statements over attached databases. Safe for several threads. */
public final class QueryEngine {
    /** The name of the one catalog that schemas lie in. */
    public static final String CATALOG = Catalog.NAME;

    /** The name of the schema that describes all others. */
    public static final String INFORMATION_SCHEMA = InformationSchema.NAME;

    private final List<AttachedDatabase> databases;
    private final Clock clock;
    private final JoinPolicy joinPolicy;
    private final PlanCache plans;
    private final List<String> places;
    private final List<Database> stores;
    /** Whether no attachment has a version of its own. */
    private final boolean isFree;

    private volatile SessionPoint session;
    private volatile Caller caller = new Caller("", "Cairn");

    private volatile @Nullable Catalog lastCatalog;

    /** An engine over databases; {@code asOf} is the time at which those without a version of their own are read. */
    public QueryEngine(List<AttachedDatabase> databases, Optional<Instant> asOf, Clock clock) {
        this(databases, asOf, clock, new Planning(JoinPolicy.DEFAULT, PlanCache.shared()));
    }

    /** The same with a choice of join methods. */
    public QueryEngine(List<AttachedDatabase> databases, Optional<Instant> asOf, Clock clock, JoinPolicy joinPolicy) {
        this(databases, asOf, clock, new Planning(joinPolicy, PlanCache.shared()));
    }

    /** The same with a choice of how statements are planned. */
    public QueryEngine(List<AttachedDatabase> databases, Optional<Instant> asOf, Clock clock, Planning planning) {
        this.databases = List.copyOf(databases);
        databases.forEach(QueryEngine::requireOwnName);
        this.session = asOf.<SessionPoint>map(SessionPoint.At::new).orElse(SessionPoint.NEWEST);
        this.clock = clock;
        this.joinPolicy = planning.joins();
        this.plans = planning.plans();
        this.places = databases.stream().map(d -> d.database().displayUri()).toList();
        this.stores = databases.stream().map(AttachedDatabase::database).toList();
        this.isFree = databases.stream().allMatch(d -> d.version() instanceof LocationVersion.Unspecified);
    }

    private static void requireOwnName(AttachedDatabase database) {
        if (database.name().equalsIgnoreCase(INFORMATION_SCHEMA)) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID,
                    "\"%s\" is the name of a schema that every connection has; attach the database under another name"
                            .formatted(database.name()));
        }
    }

    /**
     * How statements are planned.
     *
     * @param joins which joins may be used
     * @param plans where plans are kept
     */
    public record Planning(JoinPolicy joins, PlanCache plans) {}

    /**
     * What statements can ask of who runs them.
     *
     * @param user the name that CURRENT_USER gives
     * @param product what VERSION() gives
     */
    public record Caller(String user, String product) {}

    /** Says who runs statements from now on. */
    public void actFor(Caller newCaller) {
        caller = newCaller;
    }

    /** Lets statements that begin from now on read another state. */
    public void readAt(SessionPoint point) {
        session = point;
    }

    /** The state that statements read where nothing else is said. */
    public SessionPoint session() {
        return session;
    }

    private boolean readsNewest() {
        return isFree && session instanceof SessionPoint.Newest;
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
                stores, maxStaleness, counter, likely -> meanwhile.accept(selected(likely, counter)));
        boolean isTooOld = newest.stream().anyMatch(session::isAfter);
        return isTooOld && !maxStaleness.isZero()
                ? snapshots(Duration.ZERO, counter, meanwhile)
                : selected(newest, counter);
    }

    /** The same where only some databases are read: the others are as they were seen last. Empty if one of those was never seen. */
    Optional<SnapshotSet> snapshotsOf(
            Set<String> read, Duration maxStaleness, RequestCounter counter, Consumer<SnapshotSet> meanwhile) {
        if (read.size() == databases.size()) {
            return Optional.of(snapshots(maxStaleness, counter, meanwhile));
        }
        List<Entry<String, Snapshot>> others = new ArrayList<>(databases.size());
        List<AttachedDatabase> asked = new ArrayList<>(read.size());
        for (AttachedDatabase attached : databases) {
            if (read.contains(attached.name())) {
                asked.add(attached);
                continue;
            }
            Optional<Snapshot> last = readsNewest() ? attached.database().lastKnown() : Optional.empty();
            if (last.isEmpty()) {
                return Optional.empty();
            }
            others.add(Map.entry(attached.name(), last.get()));
        }
        List<Database> asking = new ArrayList<>(asked.size());
        for (AttachedDatabase attached : asked) {
            asking.add(attached.database());
        }
        List<Snapshot> newest = Database.snapshots(
                asking, maxStaleness, counter, likely -> meanwhile.accept(together(asked, likely, others, counter)));
        return Optional.of(together(asked, newest, others, counter));
    }

    private static SnapshotSet together(
            List<AttachedDatabase> asked,
            List<Snapshot> newest,
            List<Entry<String, Snapshot>> others,
            RequestCounter counter) {
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
        Entry<String, Snapshot>[] all = others.toArray(new Entry[others.size() + asked.size()]);
        for (int i = 0; i < asked.size(); i++) {
            all[others.size() + i] = Map.entry(asked.get(i).name(), newest.get(i));
        }
        return new SnapshotSet(Map.ofEntries(all), counter);
    }

    private SnapshotSet selected(List<Snapshot> newest, RequestCounter counter) {
        SessionPoint point = session;
        Map<String, Snapshot> snapshots = new HashMap<>();
        for (int i = 0; i < databases.size(); i++) {
            AttachedDatabase attached = databases.get(i);
            snapshots.put(attached.name(), attached.select(newest.get(i), point));
        }
        return new SnapshotSet(snapshots, counter);
    }

    /** Plans a statement, or finds its plan. Names without a schema are looked up in the only one if there is one. */
    public PreparedQuery prepare(String sql, SnapshotSet snapshots) {
        return prepare(sql, snapshots, defaultSchema());
    }

    /** Plans a statement, or finds its plan, with a schema for names without one. */
    public PreparedQuery prepare(String sql, SnapshotSet snapshots, Optional<String> defaultSchema) {
        return prepare(catalog(snapshots, defaultSchema), sql, snapshots);
    }

    private PreparedQuery prepare(Catalog catalog, String sql, SnapshotSet snapshots) {
        return plans.get(
                new PlanCache.Statement(catalog, joinPolicy, sql, List.of()),
                snapshots,
                () -> new StatementPlanner(catalog, snapshots, joinPolicy, null).plan(sql));
    }

    /** The plan of a statement that suits executions in which its parameter ranges are of these sizes, as they are in one of them. */
    PreparedQuery prepare(
            Catalog catalog, String sql, List<Integer> sizes, SnapshotSet snapshots, ExecutionContext values) {
        return plans.get(
                new PlanCache.Statement(catalog, joinPolicy, sql, sizes),
                snapshots,
                () -> new StatementPlanner(catalog, snapshots, joinPolicy, values).plan(sql));
    }

    /** A handle for a statement that may be run several times. */
    public StatementHandle handle(String sql, Optional<String> defaultSchema, StatementHandle.Literals literals) {
        return new StatementHandle(this, sql, defaultSchema, literals);
    }

    /** The plan of a statement if it is known. */
    @Nullable
    BoundStatement present(Catalog catalog, String sql, @Nullable LiteralText literals) {
        @Nullable LiteralShape shape = literals == null ? null : plans.shape(catalog, literals.skeleton());
        boolean isShared = shape != null && shape.parameterCount() > 0;
        String text = literals == null || shape == null || !isShared ? sql : literals.withParameters(shape);
        @Nullable PreparedQuery query = plans.present(catalog, joinPolicy, text);
        if (query == null) {
            return null;
        }
        return new BoundStatement(
                query, literals == null || shape == null || !isShared ? List.of() : literals.values(shape));
    }

    /** The plan of a statement, shared with those that differ in literals only where the plan cannot depend on them. */
    BoundStatement bind(Catalog catalog, String sql, @Nullable LiteralText literals, SnapshotSet snapshots) {
        LiteralShape shape = literals == null ? LiteralShape.NONE : shapeOf(catalog, sql, literals, snapshots);
        return literals == null || shape.parameterCount() == 0
                ? new BoundStatement(prepare(catalog, sql, snapshots), List.of())
                : new BoundStatement(
                        prepare(catalog, literals.withParameters(shape), snapshots), literals.values(shape));
    }

    private LiteralShape shapeOf(Catalog catalog, String sql, LiteralText literals, SnapshotSet snapshots) {
        String skeleton = literals.skeleton();
        @Nullable LiteralShape known = plans.shape(catalog, skeleton);
        if (known != null && known != LiteralShape.SEEN) {
            return known;
        }
        if (known == null || plans.present(catalog, joinPolicy, sql) != null) {
            plans.put(catalog, skeleton, LiteralShape.SEEN);
            return LiteralShape.NONE;
        }
        LiteralShape found = LiteralPlaces.find(literals, sql, catalog);
        LiteralShape shape = found.parameterCount() > 0
                        && isSame(
                                prepare(catalog, sql, snapshots),
                                prepare(catalog, literals.withParameters(found), snapshots),
                                literals.values(found))
                ? found
                : LiteralShape.NONE;
        plans.put(catalog, skeleton, shape);
        return shape;
    }

    /** Whether a plan with parameters describes its result as the one without does, and takes the literals as they are. */
    private static boolean isSame(PreparedQuery literal, PreparedQuery parameterised, List<Object> values) {
        boolean same = literal.columns().equals(parameterised.columns())
                && parameterised.parameters().size() == values.size();
        for (int i = 0; same && i < values.size(); i++) {
            ColumnType.Kind kind = parameterised.parameters().get(i).type().kind();
            same = kind == (values.get(i) instanceof String ? ColumnType.Kind.TEXT : ColumnType.Kind.LONG);
        }
        return same;
    }

    /** The schema for names without one where nothing else is said: the only one. */
    public Optional<String> defaultSchema() {
        return databases.size() == 1 ? Optional.of(databases.get(0).name()) : Optional.empty();
    }

    /** The names of all schemas: those of the attached databases in order, then the information schema. */
    public List<String> schemas() {
        return Stream.concat(databases.stream().map(AttachedDatabase::name), Stream.of(INFORMATION_SCHEMA))
                .toList();
    }

    /**
     * The name of a schema as it was attached, found in any case.
     *
     * @throws CairnException NO_SUCH_DATABASE if there is none
     */
    public String schemaNamed(String name) {
        List<String> names = schemas();
        return names.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new CairnException(
                        ErrorCode.NO_SUCH_DATABASE,
                        "There is no schema \"%s\"; there are \"%s\"".formatted(name, String.join("\", \"", names))));
    }

    /** The time at which an execution that begins now runs. */
    public Instant now() {
        return clock.instant();
    }

    /** The tables of the attached databases and those of the information schema. */
    public List<TableDescription> tables(SnapshotSet snapshots) {
        return catalog(snapshots, defaultSchema()).tables(snapshots.states());
    }

    /** How many datoms of an attribute there are, from counts alone; those of the newest state also where a past one is read. */
    public long count(String schema, int attribute, SnapshotSet snapshots) {
        return snapshotOf(schema, snapshots).head().statistics(attribute).count();
    }

    /** About how many different values an attribute has, from counts alone. */
    public long distinct(String schema, int attribute, SnapshotSet snapshots) {
        return snapshotOf(schema, snapshots).head().statistics(attribute).distinct();
    }

    /** The catalog of the last statement, if names without a schema meant the same in it. */
    @Nullable
    Catalog lastCatalog(Optional<String> defaultSchema) {
        @Nullable Catalog last = lastCatalog;
        return last != null && last.session().equals(new Catalog.Session(defaultSchema, caller)) ? last : null;
    }

    /** What names mean in these snapshots; the same object as long as that stays the same. */
    Catalog catalog(SnapshotSet snapshots, Optional<String> defaultSchema) {
        @Nullable Catalog last = lastCatalog(defaultSchema);
        if (last != null && isOf(last, snapshots)) {
            return last;
        }
        List<Catalog.Entry> entries = new ArrayList<>();
        for (int i = 0; i < databases.size(); i++) {
            String name = databases.get(i).name();
            Snapshot snapshot = snapshotOf(name, snapshots);
            entries.add(new Catalog.Entry(places.get(i), new DatomSchema(name, snapshot.schema(), snapshot.views())));
        }
        Catalog fresh = plans.shared(new Catalog(entries, new Catalog.Session(defaultSchema, caller)));
        lastCatalog = fresh;
        return fresh;
    }

    private static boolean isOf(Catalog catalog, SnapshotSet snapshots) {
        for (DatomSchema schema : catalog.schemas()) {
            Snapshot snapshot = snapshotOf(schema.name(), snapshots);
            if (!schema.schema().equals(snapshot.schema()) || !schema.views().equals(snapshot.views())) {
                return false;
            }
        }
        return true;
    }

    private static Snapshot snapshotOf(String name, SnapshotSet snapshots) {
        @Nullable Snapshot snapshot = snapshots.byDatabase().get(name);
        if (snapshot == null) {
            throw new IllegalStateException("No snapshot of \"" + name + "\"");
        }
        return snapshot;
    }
}
