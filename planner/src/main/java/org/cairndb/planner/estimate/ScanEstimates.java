package org.cairndb.planner.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.cairndb.planner.estimate.ColumnEstimate.Source;
import org.cairndb.planner.estimate.ColumnEstimate.Span;
import org.cairndb.planner.rel.DatomTable;
import org.cairndb.planner.rel.DatomTableScan;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.snapshot.AttributeStatistics;
import org.cairndb.storage.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/** Rows and columns of a table after the conditions of its scan; conditions on the values of an index are counted in its branch nodes. */
final class ScanEstimates {
    private final DatomTableScan scan;
    private final DatomTable table;
    private final Snapshot snapshot;
    private final double rows;

    private ScanEstimates(DatomTableScan scan) {
        this.scan = scan;
        this.table = scan.datomTable();
        this.snapshot = scan.planningSnapshot();
        this.rows = table.countRows(snapshot);
    }

    static Estimate of(DatomTableScan scan) {
        return new ScanEstimates(scan).make();
    }

    private Estimate make() {
        Estimate all = new Estimate(rows, tableColumns());
        List<DatomTableScan.Counted> counted = rows < 1 ? List.of() : scan.countedConditions();
        List<RexNode> others = new ArrayList<>(scan.conditions());
        ConditionEstimates.Narrowing narrowing =
                new ConditionEstimates.Narrowing(all, scan.getCluster().getRexBuilder());
        for (DatomTableScan.Counted each : counted) {
            others.removeAll(each.conditions());
            narrowing.counted(each.column(), Math.min(1, each.rows() / rows));
        }
        Estimate left = narrowing.apply(others);
        return new Estimate(
                left.rows(), scan.columns().stream().map(left.columns()::get).toList());
    }

    /** Columns that are neither given out nor asked about are not looked up. */
    private List<ColumnEstimate> tableColumns() {
        ImmutableBitSet used =
                RelOptUtil.InputFinder.bits(scan.conditions(), null).union(ImmutableBitSet.of(scan.columns()));
        List<ColumnEstimate> columns = new ArrayList<>();
        for (int i = 0; i < table.columnNames().size(); i++) {
            columns.add(used.get(i) ? column(i) : ColumnEstimate.ofValues(1));
        }
        return columns;
    }

    private ColumnEstimate column(int column) {
        @Nullable Attribute attribute = table.attribute(column).orElse(null);
        boolean unique = table.isUnique(column);
        if (attribute == null) {
            Source source = new Source(scan, rows, unique, Optional.empty());
            return new ColumnEstimate(rows, rows, 1, source, Span.ALL);
        }
        AttributeStatistics statistics = snapshot.statistics(attribute.id());
        Optional<ValueScale> scale = ValueScale.of(attribute, snapshot.head().bounds(attribute.id()));
        double distinct = unique ? statistics.count() : statistics.distinct();
        double filled = rows < 1 ? 1 : Math.min(1, statistics.count() / rows);
        return new ColumnEstimate(distinct, distinct, filled, new Source(scan, rows, unique, scale), Span.ALL);
    }
}
