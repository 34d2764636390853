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

    private final Run run;
    private final Reading reading;
    private final Accounts accounts;
    private final Scope scope;

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
        this(
                new Run(
                        snapshots,
                        parameters.clone(),
                        currentMicros,
                        cancellation,
                        settings,
                        new QueryMemory(settings.maxQueryMemory())),
                new Reading(new PlannedReads(), false, null),
                new Accounts(new WorkCounter(), null),
                new Scope(new SharedState(), null));
    }

    private ExecutionContext(Run run, Reading reading, Accounts accounts, Scope scope) {
        this.run = run;
        this.reading = reading;
        this.accounts = accounts;
        this.scope = scope;
    }

    /** What is the same for all operators. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Run(
            SessionSnapshots snapshots,
            Column[] parameters,
            long currentMicros,
            Cancellation cancellation,
            ExecutionSettings settings,
            QueryMemory memory) {
        Run with(ExecutionSettings newSettings) {
            QueryMemory newMemory = new QueryMemory(newSettings.maxQueryMemory());
            return new Run(snapshots, parameters, currentMicros, cancellation, newSettings, newMemory);
        }
    }

    /** How much of its input an operator reads. */
    private record Reading(
            PlannedReads planned,
            boolean isForFewRows,
            @Nullable ScanPart part) {
        Reading of(boolean fewRows) {
            return new Reading(planned, fewRows, part);
        }

        /** What is read was declared before. */
        Reading of(@Nullable ScanPart newPart) {
            return new Reading(PlannedReads.NONE, isForFewRows, newPart);
        }

        Reading unparted() {
            return new Reading(planned, isForFewRows, null);
        }
    }

    /** Where an operator writes down what it does. */
    private record Accounts(WorkCounter work, @Nullable Profile profile) {}

    /** What operators have in common, and the values of a row that they depend on. */
    private record Scope(SharedState shared, @Nullable Bound bound) {}

    /** The same execution for an operator whose work is counted by itself too. */
    public ExecutionContext countedBy(WorkCounter counter) {
        return new ExecutionContext(run, reading, new Accounts(counter, accounts.profile), scope);
    }

    /** The same execution with other settings, before any operator holds memory. */
    public ExecutionContext withSettings(ExecutionSettings newSettings) {
        return new ExecutionContext(run.with(newSettings), reading, accounts, scope);
    }

    /** The same execution for operators of whose rows only the first few are likely to be read. */
    public ExecutionContext forFewRows() {
        return reading.isForFewRows ? this : new ExecutionContext(run, reading.of(true), accounts, scope);
    }

    /** The same execution for operators whose rows are all read. */
    public ExecutionContext forAllRows() {
        return reading.isForFewRows ? new ExecutionContext(run, reading.of(false), accounts, scope) : this;
    }

    /** The same execution for one of several copies of a pipeline, of which each reads some key ranges of a scan; what they read was declared before. */
    public ExecutionContext forPart(Object scan, List<KeyRange> ranges) {
        return new ExecutionContext(run, reading.of(new ScanPart(scan, ranges)), accounts, scope);
    }

    /** The key ranges that a scan is limited to because it is read in parts, if it is. */
    public Optional<List<KeyRange>> partOf(Object scan) {
        ScanPart part = reading.part;
        return part == null || part.scan != scan ? Optional.empty() : Optional.of(part.ranges);
    }

    /** Whether this is for one of several copies of a pipeline. */
    public boolean isPart() {
        return reading.part != null;
    }

    /** The same execution for operators that read all rows, whatever the copy of a pipeline reads that needs them; what they read was declared before. */
    public ExecutionContext forWhole() {
        return isPart() ? new ExecutionContext(run, reading.of((ScanPart) null), accounts, scope) : this;
    }

    private record ScanPart(Object scan, List<KeyRange> ranges) {}

    /** What several operators of the execution have in common, in whatever thread they run: made once for a key, by the first who asks. */
    public <T> T shared(Object key, Supplier<T> make) {
        return scope.shared.get(key, make);
    }

    /** The same execution with a profile of what its operators do. */
    public ExecutionContext profiledBy(Profile newProfile) {
        return new ExecutionContext(run, reading, new Accounts(accounts.work, newProfile), scope);
    }

    /** The profile, or null in most executions. */
    public @Nullable Profile profile() {
        return accounts.profile;
    }

    /** Declares what an operator is going to read. */
    public void willRead(Snapshot snapshot, Index index, List<KeyRange> ranges) {
        reading.planned.add(snapshot, index, ranges, reading.isForFewRows ? Extent.FIRST_LEAF : Extent.LEAVES);
    }

    /** Declares that an operator will look at branch nodes before it knows what else to read. */
    public void willReadBranches(Snapshot snapshot, Index index, List<KeyRange> ranges) {
        reading.planned.add(snapshot, index, ranges, Extent.BRANCHES);
    }

    /** Asks for the roots of what has been declared, and waits for none. */
    public void askForRoots() {
        reading.planned.askForRoots();
    }

    /** Called by an operator before it reads: fetches what has been declared. */
    public void fetchPlanned() {
        reading.planned.fetch();
    }

    /** The snapshot of an attached database, before any time travel. */
    public Snapshot snapshot(String database) {
        return run.snapshots.of(database);
    }

    /** The snapshot of an attached database that a version text means. */
    public Snapshot version(String database, String version) {
        return run.snapshots.version(database, version);
    }

    /** The states that the session reads. */
    public SessionSnapshots states() {
        return run.snapshots;
    }

    /** The snapshots of all attached databases, before any time travel, in the order of their names. */
    public Collection<Snapshot> snapshots() {
        return new TreeMap<>(run.snapshots.byDatabase()).values();
    }

    /** A parameter, counted from 0, as a column of one row. */
    public Column parameter(int ordinal) {
        if (ordinal < FIRST_BOUND_PARAMETER) {
            return run.parameters[ordinal];
        }
        Bound inner = scope.bound;
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
        Scope inner = new Scope(new SharedState(), new Bound(firstParameter, values, scope.bound));
        return new ExecutionContext(run, reading.unparted(), accounts, inner);
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
        return run.currentMicros;
    }

    /** Whether only the first few rows are likely to be read. */
    public boolean isForFewRows() {
        return reading.isForFewRows;
    }

    /** What the operators may hold. */
    public QueryMemory memory() {
        return run.memory;
    }

    /** What the execution may take of the machine. */
    public ExecutionSettings settings() {
        return run.settings;
    }

    /** Threads that may work on the execution at the same time, at least 1. */
    public int threads() {
        return run.settings.threads();
    }

    /** Counts what operators write to temporary files and need not read. */
    public WorkCounter workCounter() {
        return accounts.work;
    }

    /** Stops the execution if it was asked to. */
    public void checkCancelled() {
        run.cancellation.check();
    }
}
