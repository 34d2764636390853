package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rex.RexNode;
import org.cairndb.planner.exec.Cancellation;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.range.Predicate;
import org.cairndb.planner.range.RangeBinder;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;

/** Estimates rows from exact counts of key ranges and from distinct counts of attributes. */
final class RowEstimates {
    private static final double UNKNOWN_RANGE = 0.1;
    private static final double UNKNOWN_CONDITION = 0.25;
    /** Shortest mean run of ascending entities that reads about as fast as a wholly ascending one. */
    private static final int CLUSTERED_RUN = 1_000;

    /** Of more ranges than these, the rest counts as their average. */
    private static final int COUNTED_RANGES = 16;

    private static final long SMALL_RANGE = 50_000;

    /** Fewer rows than these are read fast in any order. */
    private static final double WORTH_A_REQUEST = 1_000;

    private RowEstimates() {}

    /** Rows that a scan gives. */
    static double of(DatomTableScan scan) {
        Snapshot snapshot = scan.planningSnapshots().of(scan.datomTable());
        double rows = scan.datomTable().rowCount(snapshot);
        double total = Math.max(1, rows);
        double selectivity = 1;
        for (RexNode condition : scan.conditions()) {
            selectivity *= selectivity(scan, condition, snapshot, total);
        }
        return Math.max(1, rows * selectivity);
    }

    /** Part of the rows of a scan's table that fulfil a condition. */
    static double selectivity(DatomTableScan scan, RexNode condition) {
        Snapshot snapshot = scan.planningSnapshots().of(scan.datomTable());
        return selectivity(scan, condition, snapshot, Math.max(1, scan.datomTable().rowCount(snapshot)));
    }

    private static double selectivity(DatomTableScan scan, RexNode condition, Snapshot snapshot, double total) {
        Optional<ColumnPredicate> predicate =
                ColumnPredicate.of(condition, scan.getCluster().getRexBuilder());
        if (predicate.isEmpty()) {
            return UNKNOWN_CONDITION;
        }
        Optional<AccessPath> path = scan.datomTable().accessPaths().stream()
                .filter(p -> p.column() == predicate.get().column())
                .findFirst();
        return path.map(p -> Math.min(1, inRange(p, List.of(predicate.get()), scan) / total))
                .orElseGet(() -> ofAttribute(scan, predicate.get(), snapshot));
    }

    private static double ofAttribute(DatomTableScan scan, ColumnPredicate predicate, Snapshot snapshot) {
        Optional<Attribute> attribute = scan.datomTable().attribute(predicate.column());
        if (!predicate.isEquality() || attribute.isEmpty()) {
            return UNKNOWN_CONDITION;
        }
        return 1.0 / Math.max(1, snapshot.statistics(attribute.get().id()).distinct());
    }

    /** Rows that an access path reads for predicates on its column. */
    static double inRange(AccessPath path, List<ColumnPredicate> predicates, DatomTableScan scan) {
        Snapshot snapshot = scan.planningSnapshots().of(scan.datomTable());
        if (predicates.isEmpty()) {
            return Math.max(1, scan.datomTable().rowCount(snapshot));
        }
        List<Predicate> constant = new ArrayList<>();
        double rest = 1;
        for (ColumnPredicate predicate : predicates) {
            if (predicate.isEquality() && scan.datomTable().isUnique(path.column())) {
                return 1;
            }
            if (predicate.isConstant()) {
                constant.add(predicate.predicate());
            } else if (predicate.isEquality()) {
                return equalRows(path, scan, snapshot);
            } else {
                rest *= UNKNOWN_RANGE;
            }
        }
        return Math.max(1, rest * count(path, constant, snapshot));
    }

    /** Whether the values of an index ascend with their entities, so that other columns lie in the same order; judged by its first leaf. */
    static boolean isClustered(AccessPath path, DatomTableScan scan, double rows) {
        if (path.index() != Index.AVET) {
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
            int descents = 0;
            for (int i = cursor.from() + 1; i < cursor.to(); i++) {
                descents += entities[i] < entities[i - 1] ? 1 : 0;
            }
            return descents * CLUSTERED_RUN <= cursor.to() - cursor.from();
        }
    }

    private static double equalRows(AccessPath path, DatomTableScan scan, Snapshot snapshot) {
        if (scan.datomTable().isUnique(path.column())) {
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
    private static double count(AccessPath path, KeyRange range, Snapshot snapshot) {
        long estimate = snapshot.estimate(path.index(), range);
        return estimate > SMALL_RANGE ? estimate : snapshot.count(path.index(), range);
    }

    private static double count(AccessPath path, List<Predicate> predicates, Snapshot snapshot) {
        ExecutionContext context = new ExecutionContext(Map.of(), new Column[0], 0, Cancellation.unlimited());
        List<KeyRange> ranges = new RangeBinder(path.domain(), context).bind(predicates);
        int counted = Math.min(ranges.size(), COUNTED_RANGES);
        double count = 0;
        for (KeyRange range : ranges.subList(0, counted)) {
            count += count(path, range, snapshot);
        }
        return counted == 0 ? 0 : count / counted * ranges.size();
    }
}
