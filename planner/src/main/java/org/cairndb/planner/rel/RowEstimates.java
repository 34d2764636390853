package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.calcite.rex.RexNode;
import org.cairndb.planner.exec.Cancellation;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.range.Predicate;
import org.cairndb.planner.range.RangeBinder;
import org.cairndb.planner.rel.ColumnPredicate.Known;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;

/** Rows in key ranges: exact counts where the values of conditions are known, averages where they are not yet. */
final class RowEstimates {
    private static final double UNKNOWN_RANGE = 0.1;
    /** Shortest mean run of neighbouring entities that reads about as fast as a wholly ascending one. */
    private static final int CLUSTERED_RUN = 1_000;

    /** Entities up to so far apart are neighbours: their values nearly always lie in one leaf. */
    private static final long LONGEST_STEP = 500;

    /** Of more ranges than these, the rest counts as their average. */
    private static final int COUNTED_RANGES = 16;

    private static final long SMALL_RANGE = 50_000;

    /** Fewer rows than these are read fast in any order. */
    private static final double WORTH_A_REQUEST = 1_000;

    private RowEstimates() {}

    /** Conditions on columns of indexes, each column's together, with the rows in their key ranges; those whose constants are known and that ranges answer exactly. */
    static List<DatomTableScan.Counted> counted(DatomTableScan scan) {
        Map<Integer, List<RexNode>> byColumn = new TreeMap<>();
        for (RexNode condition : scan.conditions()) {
            ColumnPredicate.of(condition, scan.getCluster().getRexBuilder())
                    .filter(p -> p.isExact() && isKnown(p, scan.planningSnapshots()))
                    .filter(p -> !(p.predicate() instanceof Predicate.Present))
                    .ifPresent(p -> byColumn.computeIfAbsent(p.column(), c -> new ArrayList<>())
                            .add(condition));
        }
        List<DatomTableScan.Counted> counted = new ArrayList<>();
        for (AccessPath path : scan.datomTable().accessPaths()) {
            List<RexNode> conditions = byColumn.get(path.column());
            if (conditions != null) {
                counted.add(new DatomTableScan.Counted(path.column(), conditions, inRange(path, conditions, scan)));
            }
        }
        return counted;
    }

    /** Part of the rows of a scan's table that fulfil a condition. */
    static double selectivity(DatomTableScan scan, RexNode condition) {
        return scan.getCluster().getMetadataQuery().getSelectivity(scan.wholeTable(), condition);
    }

    /** Rows that an access path reads for conditions on its column; counted once a statement. */
    static double inRange(AccessPath path, List<RexNode> conditions, DatomTableScan scan) {
        PlanningSnapshots snapshots = scan.planningSnapshots();
        PlanningSnapshots.Range range = new PlanningSnapshots.Range(scan.datomTable(), path.column(), conditions);
        return snapshots.rowsIn(range, () -> {
            List<ColumnPredicate> predicates = conditions.stream()
                    .map(c -> ColumnPredicate.of(c, scan.getCluster().getRexBuilder())
                            .orElseThrow())
                    .toList();
            if (!isOneRow(path, predicates, scan) && predicates.stream().anyMatch(p -> p.known() == Known.AT_START)) {
                List<Predicate> atStart = predicates.stream()
                        .filter(p -> p.known() != Known.LATE)
                        .map(ColumnPredicate::predicate)
                        .toList();
                snapshots.addParameterRange(range, path, atStart);
            }
            return count(path, predicates, scan);
        });
    }

    /** Whether the values of a condition are known to the planner. */
    private static boolean isKnown(ColumnPredicate predicate, PlanningSnapshots snapshots) {
        return predicate.isConstant()
                || (predicate.known() == Known.AT_START && snapshots.values().isPresent());
    }

    private static boolean isOneRow(AccessPath path, List<ColumnPredicate> predicates, DatomTableScan scan) {
        return scan.datomTable().isKey(path.column()) && predicates.stream().anyMatch(ColumnPredicate::isEquality);
    }

    private static double count(AccessPath path, List<ColumnPredicate> predicates, DatomTableScan scan) {
        Snapshot snapshot = scan.planningSnapshots().of(scan.datomTable());
        if (predicates.isEmpty()) {
            return Math.max(1, scan.datomTable().rowCount(snapshot));
        }
        if (isOneRow(path, predicates, scan)) {
            return 1;
        }
        List<Predicate> known = new ArrayList<>();
        double rest = 1;
        for (ColumnPredicate predicate : predicates) {
            if (isKnown(predicate, scan.planningSnapshots())) {
                known.add(predicate.predicate());
            } else if (predicate.isEquality()) {
                return equalRows(path, scan, snapshot);
            } else {
                rest *= UNKNOWN_RANGE;
            }
        }
        return Math.max(1, rest * countKnown(path, known, scan.planningSnapshots(), snapshot));
    }

    /** Whether the values of an index follow their entities, so that other columns lie in the same order and close by; judged by its first leaf. */
    static boolean isClustered(AccessPath path, DatomTableScan scan, double rows) {
        if (path.index() != Index.AVET || isOfInstants(path, scan)) {
            return true;
        }
        Snapshot snapshot = scan.planningSnapshots().of(scan.datomTable());
        if (snapshot.isRemote() && rows < WORTH_A_REQUEST) {
            return false;
        }
        try (DatomCursor cursor = snapshot.cursor(path.index(), path.domain().all(), Direction.FORWARD)) {
            if (!cursor.next()) {
                return true;
            }
            long[] entities = cursor.batch().entities().array();
            int allowed = (cursor.to() - cursor.from()) / CLUSTERED_RUN;
            int jumps = 0;
            for (int i = cursor.from() + 1; i < cursor.to() && jumps <= allowed; i++) {
                long step = entities[i] - entities[i - 1];
                jumps += step < 0 || step > LONGEST_STEP ? 1 : 0;
            }
            return jumps <= allowed;
        }
    }

    /** Whether a path goes through the instants of transactions, which ascend with them. */
    private static boolean isOfInstants(AccessPath path, DatomTableScan scan) {
        return scan.datomTable() instanceof EntityTable table
                && table.attribute(path.column())
                        .filter(SystemAttributes.TX_INSTANT::equals)
                        .isPresent();
    }

    private static double equalRows(AccessPath path, DatomTableScan scan, Snapshot snapshot) {
        if (scan.datomTable().isKey(path.column())) {
            return 1;
        }
        Optional<Attribute> attribute = scan.datomTable().attribute(path.column());
        double rows = scan.datomTable().rowCount(snapshot);
        return attribute
                .map(a -> snapshot.statistics(a.id()))
                .map(s -> Math.max(1.0, (double) s.count() / Math.max(1, s.distinct())))
                .orElse(Math.max(1, rows * UNKNOWN_RANGE));
    }

    /** Exact where the estimate is small, because there a wrong one costs most; that reads the leaves at both ends. */
    private static double rowsIn(AccessPath path, KeyRange range, Snapshot snapshot) {
        long estimate = snapshot.estimate(path.index(), range);
        return estimate > SMALL_RANGE ? estimate : snapshot.count(path.index(), range);
    }

    private static double countKnown(
            AccessPath path, List<Predicate> predicates, PlanningSnapshots snapshots, Snapshot snapshot) {
        ExecutionContext context = snapshots
                .values()
                .orElseGet(() -> new ExecutionContext(Map.of(), new Column[0], 0, Cancellation.unlimited()));
        List<KeyRange> ranges = new RangeBinder(path.domain(), context).bind(predicates);
        int counted = Math.min(ranges.size(), COUNTED_RANGES);
        double count = 0;
        for (KeyRange range : ranges.subList(0, counted)) {
            count += rowsIn(path, range, snapshot);
        }
        return counted == 0 ? 0 : count / counted * ranges.size();
    }
}
