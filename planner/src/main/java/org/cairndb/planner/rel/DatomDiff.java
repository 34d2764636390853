package org.cairndb.planner.rel;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.diff.DiffScan;
import org.cairndb.planner.exec.diff.DiffSpec;
import org.cairndb.planner.time.StatePoint;

/** The differences between two states of a table, from the transactions that lie between them. */
final class DatomDiff extends AbstractRelNode implements DatomRel, SameRows {
    private static final double OPEN = 10_000;
    private static final double PER_ROW = 100;

    private final DatomTableScan scan;
    private final DiffTable table;
    private final DiffStates states;

    private DatomDiff(RelOptCluster cluster, RelTraitSet traits, DatomTableScan scan, DiffTable table) {
        super(cluster, traits);
        this.scan = scan;
        this.table = table;
        this.states = DiffStates.of(scan);
        this.rowType = scan.getRowType();
    }

    /** What runs the scan of a table of differences. */
    static DatomDiff of(DatomTableScan scan, DiffTable table) {
        return new DatomDiff(scan.getCluster(), scan.getCluster().traitSetOf(CONVENTION), scan, table);
    }

    @Override
    public RelNode logical() {
        return scan;
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new DatomDiff(getCluster(), traits, scan, table);
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        return planner.getCostFactory().makeCost(0, OPEN + PER_ROW * scan.estimateRowCount(mq), 0);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        String names = scan.columns().stream().map(table.columnNames()::get).collect(Collectors.joining(", "));
        return super.explainTerms(writer)
                .item("table", table.comparedName())
                .item("columns", names)
                .item("from", states.from())
                .item("to", states.to());
    }

    @Override
    public OperatorFactory toFactory() {
        DiffSpec spec = table.spec(scan.columns());
        StatePoint from = states.from().toPoint();
        StatePoint to = states.to().toPoint();
        return context -> new DiffScan(context, spec, from.resolve(context), to.resolve(context));
    }
}
