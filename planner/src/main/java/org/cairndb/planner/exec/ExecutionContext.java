package org.cairndb.planner.exec;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.LevelFetch.Extent;
import org.jspecify.annotations.Nullable;

/** What one execution of a plan reads: snapshots, parameters and the time at which it began. */
public final class ExecutionContext {
    /** Parameters with this number and greater ones get their values while the plan runs, not from the caller. */
    public static final int FIRST_BOUND_PARAMETER = 1 << 20;

    private final SessionSnapshots snapshots;
    private final Column[] parameters;
    private final long currentMicros;
    private final Cancellation cancellation;
    private final PlannedReads reads;
    private final ExecutionSettings settings;
    private final QueryMemory memory;
    private final WorkCounter workCounter;
    private final boolean isForFewRows;
    private final @Nullable Profile profile;
    private final SharedState shared;
    private final @Nullable ScanPart part;
    private final @Nullable Bound bound;

    /** Snapshots by the name under which their database is attached; each parameter as a column of one row. */
    public ExecutionContext(
            Map<String, Snapshot> snapshots, Column[] parameters, long currentMicros, Cancellation cancellation) {
        this(new SessionSnapshots(snapshots), parameters, currentMicros, cancellation, ExecutionSettings.defaults());
    }

    /** The same for an execution that may take what the settings allow. */
    public ExecutionContext(
            SessionSnapshots snapshots,
            Column[] parameters,
            long currentMicros,
            Cancellation cancellation,
            ExecutionSettings settings) {
        this.snapshots = snapshots;
        this.parameters = parameters.clone();
        this.currentMicros = currentMicros;
        this.cancellation = cancellation;
        this.reads = new PlannedReads();
        this.settings = settings;
        this.memory = new QueryMemory(settings.maxQueryMemory());
        this.workCounter = new WorkCounter();
        this.isForFewRows = false;
        this.profile = null;
        this.shared = new SharedState();
        this.part = null;
        this.bound = null;
    }

    private ExecutionContext(ExecutionContext origin, ExecutionSettings settings) {
        this.snapshots = origin.snapshots;
        this.parameters = origin.parameters;
        this.currentMicros = origin.currentMicros;
        this.cancellation = origin.cancellation;
        this.reads = origin.reads;
        this.settings = settings;
        this.memory = new QueryMemory(settings.maxQueryMemory());
        this.workCounter = origin.workCounter;
        this.isForFewRows = origin.isForFewRows;
        this.profile = origin.profile;
        this.shared = origin.shared;
        this.part = origin.part;
        this.bound = origin.bound;
    }

    private ExecutionContext(ExecutionContext origin, boolean isForFewRows, @Nullable Profile profile) {
        this(origin, origin.reads, isForFewRows, profile, origin.part);
    }

    private ExecutionContext(
            ExecutionContext origin,
            PlannedReads reads,
            boolean isForFewRows,
            @Nullable Profile profile,
            @Nullable ScanPart part) {
        this.snapshots = origin.snapshots;
        this.parameters = origin.parameters;
        this.currentMicros = origin.currentMicros;
        this.cancellation = origin.cancellation;
        this.reads = reads;
        this.settings = origin.settings;
        this.memory = origin.memory;
        this.workCounter = origin.workCounter;
        this.isForFewRows = isForFewRows;
        this.profile = profile;
        this.shared = origin.shared;
        this.part = part;
        this.bound = origin.bound;
    }

    private ExecutionContext(ExecutionContext origin, Bound bound) {
        this.snapshots = origin.snapshots;
        this.parameters = origin.parameters;
        this.currentMicros = origin.currentMicros;
        this.cancellation = origin.cancellation;
        this.reads = origin.reads;
        this.settings = origin.settings;
        this.memory = origin.memory;
        this.workCounter = origin.workCounter;
        this.isForFewRows = origin.isForFewRows;
        this.profile = origin.profile;
        this.shared = new SharedState();
        this.part = null;
        this.bound = bound;
    }

    private ExecutionContext(ExecutionContext origin, WorkCounter workCounter) {
        this.snapshots = origin.snapshots;
        this.parameters = origin.parameters;
        this.currentMicros = origin.currentMicros;
        this.cancellation = origin.cancellation;
        this.reads = origin.reads;
        this.settings = origin.settings;
        this.memory = origin.memory;
        this.workCounter = workCounter;
        this.isForFewRows = origin.isForFewRows;
        this.profile = origin.profile;
        this.shared = origin.shared;
        this.part = origin.part;
        this.bound = origin.bound;
    }

    /** The same execution for an operator whose work is counted by itself too. */
    public ExecutionContext countedBy(WorkCounter counter) {
        return new ExecutionContext(this, counter);
    }

    /** The same execution with other settings, before any operator holds memory. */
    public ExecutionContext withSettings(ExecutionSettings newSettings) {
        return new ExecutionContext(this, newSettings);
    }

    /** The same execution for operators of whose rows only the first few are likely to be read. */
    public ExecutionContext forFewRows() {
        return isForFewRows ? this : new ExecutionContext(this, true, profile);
    }

    /** The same execution for operators whose rows are all read. */
    public ExecutionContext forAllRows() {
        return isForFewRows ? new ExecutionContext(this, false, profile) : this;
    }

    /** The same execution for one of several copies of a pipeline, of which each reads some key ranges of a scan; what they read was declared before. */
    public ExecutionContext forPart(Object scan, List<KeyRange> ranges) {
        return new ExecutionContext(this, PlannedReads.NONE, isForFewRows, profile, new ScanPart(scan, ranges));
    }

    /** The key ranges that a scan is limited to because it is read in parts, if it is. */
    public Optional<List<KeyRange>> partOf(Object scan) {
        return part == null || part.scan != scan ? Optional.empty() : Optional.of(part.ranges);
    }

    /** Whether this is for one of several copies of a pipeline. */
    public boolean isPart() {
        return part != null;
    }

    /** The same execution for operators that read all rows, whatever the copy of a pipeline reads that needs them; what they read was declared before. */
    public ExecutionContext forWhole() {
        return part == null ? this : new ExecutionContext(this, PlannedReads.NONE, isForFewRows, profile, null);
    }

    private record ScanPart(Object scan, List<KeyRange> ranges) {}

    /** What several operators of the execution have in common, in whatever thread they run: made once for a key, by the first who asks. */
    public <T> T shared(Object key, Supplier<T> make) {
        return shared.get(key, make);
    }

    /** The same execution with a profile of what its operators do. */
    public ExecutionContext profiledBy(Profile newProfile) {
        return new ExecutionContext(this, isForFewRows, newProfile);
    }

    /** The profile, or null in most executions. */
    public @Nullable Profile profile() {
        return profile;
    }

    /** Declares what an operator is going to read. */
    public void willRead(Snapshot snapshot, Index index, List<KeyRange> ranges) {
        reads.add(snapshot, index, ranges, isForFewRows ? Extent.FIRST_LEAF : Extent.LEAVES);
    }

    /** Declares that an operator will look at branch nodes before it knows what else to read. */
    public void willReadBranches(Snapshot snapshot, Index index, List<KeyRange> ranges) {
        reads.add(snapshot, index, ranges, Extent.BRANCHES);
    }

    /** Asks for the roots of what has been declared, and waits for none. */
    public void askForRoots() {
        reads.askForRoots();
    }

    /** Called by an operator before it reads: fetches what has been declared. */
    public void fetchPlanned() {
        reads.fetch();
    }

    /** The snapshot of an attached database, before any time travel. */
    public Snapshot snapshot(String database) {
        return snapshots.of(database);
    }

    /** The snapshot of an attached database that a version text means. */
    public Snapshot version(String database, String version) {
        return snapshots.version(database, version);
    }

    /** The snapshots of all attached databases, before any time travel, in the order of their names. */
    public Collection<Snapshot> snapshots() {
        return new TreeMap<>(snapshots.byDatabase()).values();
    }

    /** A parameter, counted from 0, as a column of one row. */
    public Column parameter(int ordinal) {
        if (ordinal < FIRST_BOUND_PARAMETER) {
            return parameters[ordinal];
        }
        Bound inner = bound;
        while (inner != null && !inner.has(ordinal)) {
            inner = inner.outer;
        }
        if (inner == null) {
            throw new IllegalStateException("Parameter " + ordinal + " is not bound here");
        }
        return inner.values[ordinal - inner.first];
    }

    /** The same execution for operators that depend on values of a row, each given as a column of one row; they share nothing with other operators. */
    public ExecutionContext binding(int firstParameter, Column[] values) {
        return new ExecutionContext(this, new Bound(firstParameter, values, bound));
    }

    /** Values of parameters that belong to a part of the plan. */
    private static final class Bound {
        private final int first;
        private final Column[] values;
        private final @Nullable Bound outer;

        Bound(int first, Column[] values, @Nullable Bound outer) {
            this.first = first;
            this.values = values;
            this.outer = outer;
        }

        boolean has(int ordinal) {
            return ordinal >= first && ordinal - first < values.length;
        }
    }

    /** When the execution began, in microseconds since 1970. */
    public long currentMicros() {
        return currentMicros;
    }

    /** Whether only the first few rows are likely to be read. */
    public boolean isForFewRows() {
        return isForFewRows;
    }

    /** What the operators may hold. */
    public QueryMemory memory() {
        return memory;
    }

    /** What the execution may take of the machine. */
    public ExecutionSettings settings() {
        return settings;
    }

    /** Threads that may work on the execution at the same time, at least 1. */
    public int threads() {
        return settings.threads();
    }

    /** Counts what operators write to temporary files and need not read. */
    public WorkCounter workCounter() {
        return workCounter;
    }

    /** Stops the execution if it was asked to. */
    public void checkCancelled() {
        cancellation.check();
    }
}
