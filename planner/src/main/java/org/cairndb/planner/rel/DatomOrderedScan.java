package org.cairndb.planner.rel;

import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelFieldCollation.NullDirection;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.scan.InTurn;
import org.cairndb.planner.time.SnapshotPoint;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of a table in the order of one column, read from the end of its index at which they are. Rows without a value, which the index of values
 * lacks, come from a scan of their own before or after the others.
 */
final class DatomOrderedScan extends AbstractRelNode implements DatomRel {
    private static final double OPEN = 3_000;
    /** Reading a column for entities in the order of another attribute's values. */
    private static final double SCATTERED = 250;
    /** Rows to give where that is a parameter. */
    private static final double UNKNOWN_ROWS = 100;

    private final DatomTableScan scan;
    private final DatomIndexScan index;
    private final RelFieldCollation order;
    private final DatomSort.Bounds bounds;
    /** What gives the rows that the index lacks, if it may lack any. */
    private final @Nullable DatomIndexScan rest;

    private DatomOrderedScan(
            DatomTableScan scan, DatomIndexScan index, RelFieldCollation order, DatomSort.Bounds bounds) {
        super(
                scan.getCluster(),
                scan.getCluster().traitSetOf(DatomRel.CONVENTION).replace(RelCollations.of(order)));
        this.scan = scan;
        this.index = index;
        this.order = order;
        this.bounds = bounds;
        this.rest = index.hasEveryRow() ? null : restOf(scan, index.path());
        this.rowType = scan.getRowType();
    }

    static DatomOrderedScan of(DatomTableScan scan, AccessPath path, RelFieldCollation order, DatomSort.Bounds bounds) {
        return new DatomOrderedScan(scan, DatomIndexScan.inOrder(scan, path), order, bounds);
    }

    private static DatomIndexScan restOf(DatomTableScan scan, AccessPath path) {
        RexBuilder rexBuilder = scan.getCluster().getRexBuilder();
        RelDataType type =
                scan.getTable().getRowType().getFieldList().get(path.column()).getType();
        RexNode absent = rexBuilder.makeCall(SqlStdOperatorTable.IS_NULL, rexBuilder.makeInputRef(type, path.column()));
        return DatomIndexScan.inOrder(
                scan.where(List.of(absent)), scan.datomTable().fullScan());
    }

    private boolean isNullsFirst() {
        NullDirection nulls = order.nullDirection == NullDirection.UNSPECIFIED
                ? order.direction.defaultNullDirection()
                : order.nullDirection;
        return nulls == NullDirection.FIRST;
    }

    private Direction direction() {
        return order.direction.isDescending() ? Direction.BACKWARD : Direction.FORWARD;
    }

    private double rowsGiven() {
        double rows = valueOf(bounds.fetch(), UNKNOWN_ROWS) + valueOf(bounds.offset(), 0);
        return Math.min(rows, scan.estimateRowCount(scan.getCluster().getMetadataQuery()));
    }

    private static double valueOf(@Nullable RexNode node, double absent) {
        if (node == null) {
            return absent;
        }
        Long literal = node instanceof RexLiteral value ? value.getValueAs(Long.class) : null;
        return literal == null ? UNKNOWN_ROWS : literal;
    }

    @Override
    public double estimateRowCount(RelMetadataQuery mq) {
        return Math.max(1, rowsGiven() - valueOf(bounds.offset(), 0));
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        double matching = Math.max(1, scan.estimateRowCount(mq));
        double read = index.rowsRead() * Math.min(1, rowsGiven() / matching);
        double perColumn = index.path().index() == Index.AEVT ? 1 : SCATTERED;
        double work = OPEN + read * (1 + perColumn * scan.columns().size());
        if (rest != null && isNullsFirst()) {
            Snapshot snapshot = scan.planningSnapshots().of(scan.datomTable());
            work += mayLackRows(snapshot) ? 2 * scan.datomTable().rowCount(snapshot) : 0;
        }
        return planner.getCostFactory().makeCost(0, work, index.fetchWork(read, true));
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        List<String> names = scan.getTable().getRowType().getFieldNames();
        String nulls = rest == null ? "" : isNullsFirst() ? " NULLS FIRST" : " NULLS LAST";
        RelWriter described = index.explainTerms(writer)
                .item("order", names.get(index.path().column()) + " " + order.shortString() + nulls);
        return described
                .itemIf("offset", bounds.offset(), bounds.offset() != null)
                .itemIf("fetch", bounds.fetch(), bounds.fetch() != null);
    }

    /** Whether an index of values may lack rows of a snapshot. */
    private boolean mayLackRows(Snapshot snapshot) {
        return !(scan.datomTable() instanceof EntityTable entities)
                || entities.mayHaveNulls(index.path().column(), snapshot);
    }

    @Override
    public OperatorFactory toFactory() {
        RowLimit limit = new RowLimit(getCluster().getRexBuilder(), bounds);
        OperatorFactory ordered = index.toFactory(direction());
        DatomIndexScan others = rest;
        if (others == null) {
            return limit.cut(ordered);
        }
        OperatorFactory absent = others.toFactory(Direction.FORWARD);
        SnapshotPoint point = scan.point();
        return limit.cut(context -> {
            if (!mayLackRows(point.resolve(context))) {
                return ordered.create(context);
            }
            return isNullsFirst() ? inTurn(absent, ordered, context) : inTurn(ordered, absent, context);
        });
    }

    private static Operator inTurn(OperatorFactory first, OperatorFactory second, ExecutionContext context) {
        Supplier<Operator> beginning = () -> first.create(context);
        Supplier<Operator> end = () -> second.create(context);
        return new InTurn(List.of(beginning, end));
    }
}
