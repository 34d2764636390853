package org.cairndb.planner;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.cairndb.planner.exec.SessionSnapshots;
import org.cairndb.planner.rel.DatomTable;
import org.cairndb.planner.rel.ListTable;
import org.cairndb.planner.rel.SnapshotFunctions;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/** The tables that a plan was made for and how many rows they had. Safe for several threads. */
final class PlanSources {
    /** Fewer rows than these are as good as these. */
    private static final long FEW_ROWS = 256;

    private static final long MOST_DRIFT = 4;
    private static final long NEVER = -1;

    private final Set<String> databases;
    private final Map<LiteralVersions.Version, Schema> versions;
    private final List<DatomTable> tables;
    private final long[] rows;
    private volatile long checkedTx = NEVER;

    private PlanSources(
            Set<DatomTable> tables,
            Set<String> others,
            Map<LiteralVersions.Version, Schema> versions,
            SessionSnapshots snapshots) {
        Set<String> names = new LinkedHashSet<>(others);
        tables.forEach(table -> names.addAll(table.databases()));
        this.databases = Set.copyOf(names);
        this.versions = Map.copyOf(versions);
        this.tables =
                tables.stream().filter(table -> !(table instanceof ListTable)).toList();
        this.rows = new long[this.tables.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = rowsOf(this.tables.get(i), snapshots);
        }
    }

    /** The tables of a logical plan as they are in these snapshots, and the versions that the statement spells out with their schemas. */
    static PlanSources of(RelNode logical, Map<LiteralVersions.Version, Schema> versions, SessionSnapshots snapshots) {
        Set<DatomTable> tables = new LinkedHashSet<>();
        Tables found = new Tables(tables);
        found.go(logical);
        Set<String> others = found.tellsStates ? snapshots.byDatabase().keySet() : Set.of();
        return new PlanSources(tables, others, versions, snapshots);
    }

    private static final class Tables extends RelVisitor {
        private final Set<DatomTable> found;
        /** Whether it tells which states it reads, for which all of them have to be known. */
        private boolean tellsStates;

        private final RexShuttle subQueries = new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                tellsStates |= call.getOperator().getName().equals(SnapshotFunctions.TOKEN);
                return super.visitCall(call);
            }

            @Override
            public RexNode visitSubQuery(RexSubQuery subQuery) {
                Tables inside = new Tables(found);
                inside.go(subQuery.rel);
                tellsStates |= inside.tellsStates;
                return super.visitSubQuery(subQuery);
            }
        };

        Tables(Set<DatomTable> found) {
            this.found = found;
        }

        @Override
        public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
            @Nullable
            DatomTable table = node.getTable() == null ? null : node.getTable().unwrap(DatomTable.class);
            if (table != null) {
                found.add(table);
            }
            node.accept(subQueries);
            super.visit(node, ordinal, parent);
        }
    }

    /** Names of the attached databases that executions read. */
    Set<String> databases() {
        return databases;
    }

    /** Whether versions have the schema that they had, and the tables are in these snapshots about as large as they were, at which it looks once for each transaction. */
    boolean fit(SessionSnapshots snapshots) {
        for (Map.Entry<LiteralVersions.Version, Schema> version : versions.entrySet()) {
            LiteralVersions.Version named = version.getKey();
            Snapshot now = snapshots.version(named.database(), named.text());
            if (!now.schema().equals(version.getValue())) {
                return false;
            }
        }
        return fitCounts(snapshots);
    }

    private boolean fitCounts(SessionSnapshots snapshots) {
        long tx = 0;
        for (String database : databases) {
            tx += snapshots.of(database).tx();
        }
        if (tx == checkedTx) {
            return true;
        }
        for (int i = 0; i < rows.length; i++) {
            if (hasDrifted(rows[i], rowsOf(tables.get(i), snapshots))) {
                return false;
            }
        }
        checkedTx = tx;
        return true;
    }

    private static boolean hasDrifted(long before, long now) {
        return before > MOST_DRIFT * now || now > MOST_DRIFT * before;
    }

    /** Counts of the newest state, which cost nothing, also where the session reads a past one. */
    private static long rowsOf(DatomTable table, SessionSnapshots snapshots) {
        Snapshot snapshot = snapshots.of(table.database());
        return snapshot.isPast() ? FEW_ROWS : Math.max(FEW_ROWS, table.countRows(snapshot));
    }
}
