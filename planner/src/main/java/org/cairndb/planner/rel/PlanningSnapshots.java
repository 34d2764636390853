package org.cairndb.planner.rel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.apache.calcite.rex.RexNode;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.range.Predicate;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.LeafPresence;
import org.jspecify.annotations.Nullable;

/** The snapshots that counts are taken from while a statement is planned, and the counts taken so far. Not thread-safe. */
public final class PlanningSnapshots {
    private final Map<String, Snapshot> byDatabase;
    private final Map<Range, Double> counts = new HashMap<>();
    private final Map<Leaves, LeafPresence> leaves = new HashMap<>();
    private final ParameterRanges.Found parameterRanges = new ParameterRanges.Found();
    private final @Nullable ExecutionContext values;

    /** Snapshots by the name under which their database is attached. */
    public PlanningSnapshots(Map<String, Snapshot> byDatabase) {
        this(byDatabase, null);
    }

    /** The same for executions like one with these parameters and this time, if one is known. */
    public PlanningSnapshots(Map<String, Snapshot> byDatabase, @Nullable ExecutionContext values) {
        this.byDatabase = Map.copyOf(byDatabase);
        this.values = values;
    }

    /** An execution for which the plan is to be the best, if one is known. */
    Optional<ExecutionContext> values() {
        return Optional.ofNullable(values);
    }

    /** Remembers a range that is known only in an execution. */
    void addParameterRange(Range range, AccessPath path, List<Predicate> predicates) {
        parameterRanges.add(range, path, predicates);
    }

    /** The ranges met so far that are known only in an execution. */
    public ParameterRanges parameterRanges() {
        return parameterRanges.all();
    }

    /** Conditions on a column of a table. */
    record Range(DatomTable table, int column, List<RexNode> conditions) {}

    /** The rows in a range, counted at the first request. */
    double rowsIn(Range range, DoubleSupplier count) {
        Double known = counts.get(range);
        if (known == null) {
            known = count.getAsDouble();
            counts.put(range, known);
        }
        return known;
    }

    /** The leaves of a key range, looked for at the first request. */
    LeafPresence leaves(Snapshot snapshot, Index index, KeyRange range) {
        return leaves.computeIfAbsent(new Leaves(snapshot, index, range), l -> snapshot.leaves(index, range));
    }

    private record Leaves(Snapshot snapshot, Index index, KeyRange range) {}

    /** The snapshots by the name under which their database is attached. */
    public Map<String, Snapshot> byDatabase() {
        return byDatabase;
    }

    Snapshot of(DatomTable table) {
        Snapshot snapshot = byDatabase.get(table.database());
        if (snapshot == null) {
            throw new IllegalStateException("No snapshot of \"" + table.database() + "\"");
        }
        return snapshot;
    }
}
