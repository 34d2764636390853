package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexNode;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.scan.Narrowing;
import org.cairndb.planner.exec.scan.ScanCondition;
import org.cairndb.planner.exec.scan.ZoneCondition;
import org.cairndb.planner.range.Predicate;
import org.cairndb.planner.rex.RexTranslator;
import org.cairndb.storage.datom.Index;

/** Translates the conditions that a scan checks row by row. */
final class ScanConditions {
    private final DatomTableScan scan;
    private final AccessPath path;
    /** Columns of the table that the scan reads. */
    private final List<Integer> read;

    ScanConditions(DatomTableScan scan, AccessPath path, List<Integer> read) {
        this.scan = scan;
        this.path = path;
        this.read = read;
    }

    /** The conditions over the columns read. */
    Narrowing of(List<RexNode> conditions) {
        List<ScanCondition> tests = new ArrayList<>();
        List<ZoneCondition> zones = new ArrayList<>();
        for (RexNode condition : conditions) {
            tests.add(test(condition));
            zone(condition).ifPresent(zones::add);
        }
        return new Narrowing(tests, zones, List.of());
    }

    private ScanCondition test(RexNode condition) {
        boolean isStaged = scan.datomTable() instanceof EntityTable;
        List<Integer> columns =
                isStaged ? RelOptUtil.InputFinder.bits(condition).asList() : read;
        Expression test = new RexTranslator(scan.getCluster().getRexBuilder(), columns::indexOf)
                .translate(condition)
                .orElseThrow(() -> new IllegalStateException("A scan has a condition that it cannot check"));
        List<Integer> places = columns.stream().map(read::indexOf).toList();
        return new ScanCondition(test, places, RowEstimates.selectivity(scan, condition));
    }

    /** What the bounds of leaves can tell of a condition. */
    private Optional<ZoneCondition> zone(RexNode condition) {
        if (path.index() != Index.AEVT) {
            return Optional.empty();
        }
        return ColumnPredicate.of(condition, scan.getCluster().getRexBuilder())
                .filter(predicate -> !(predicate.predicate() instanceof Predicate.Present))
                .flatMap(predicate -> scan.datomTable()
                        .attribute(predicate.column())
                        .map(attribute -> new ZoneCondition(attribute, List.of(predicate.predicate()))));
    }
}
