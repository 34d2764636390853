package org.cairndb.planner.rel;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.sql.SqlKind;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.scan.FactsOperator;
import org.cairndb.planner.exec.scan.FactsOperator.Fact;
import org.cairndb.planner.time.SnapshotPoint;
import org.cairndb.storage.tree.Direction;

/** Counts, least and greatest values of a whole table as one row, without a scan wherever the head or an index knows them. */
final class DatomFacts extends AbstractRelNode implements DatomRel {
    private static final double WORK = 3_000;

    private final DatomTableScan scan;
    private final ImmutableList<Call> calls;

    /** A function of a column of the table, or of no column for COUNT(*). */
    record Call(SqlKind function, int column) {
        private static final int ALL_ROWS = -1;

        static Call countRows() {
            return new Call(SqlKind.COUNT, ALL_ROWS);
        }

        Optional<Fact> fact(DatomTable table) {
            return switch (function) {
                case COUNT -> column == ALL_ROWS ? table.countOfRows() : table.countOf(column);
                case MIN -> table.extremeOf(column, Direction.FORWARD);
                case MAX -> table.extremeOf(column, Direction.BACKWARD);
                default -> Optional.empty();
            };
        }

        boolean isOfAllRows() {
            return column == ALL_ROWS;
        }

        String argument(DatomTable table) {
            return column == ALL_ROWS ? "*" : table.columnNames().get(column);
        }
    }

    private DatomFacts(Aggregate aggregate, DatomTableScan scan, List<Call> calls) {
        super(scan.getCluster(), scan.getCluster().traitSetOf(DatomRel.CONVENTION));
        this.scan = scan;
        this.calls = ImmutableList.copyOf(calls);
        this.rowType = aggregate.getRowType();
    }

    /**
     * The facts that an aggregate asks for, if it asks for nothing else.
     *
     * @param columns the column of the table behind each column that the aggregate reads; -1 where there is none
     */
    static Optional<DatomFacts> of(Aggregate aggregate, DatomTableScan scan, List<Integer> columns) {
        if (aggregate.getGroupCount() > 0 || !scan.conditions().isEmpty()) {
            return Optional.empty();
        }
        List<Call> calls = new ArrayList<>();
        for (AggregateCall call : aggregate.getAggCallList()) {
            Optional<Call> covered =
                    callOf(call, columns).filter(c -> c.fact(scan.datomTable()).isPresent());
            if (covered.isEmpty()) {
                return Optional.empty();
            }
            calls.add(covered.get());
        }
        return calls.isEmpty() ? Optional.empty() : Optional.of(new DatomFacts(aggregate, scan, calls));
    }

    /** The function of a column that an aggregate call is, if it is one of those that can be known without a scan. */
    static Optional<Call> callOf(AggregateCall call, List<Integer> columns) {
        SqlKind function = call.getAggregation().getKind();
        boolean counts = function == SqlKind.COUNT;
        boolean plain = !call.hasFilter() && !(counts && call.isDistinct());
        if (!plain || call.getArgList().size() > 1) {
            return Optional.empty();
        }
        if (call.getArgList().isEmpty()) {
            return counts ? Optional.of(Call.countRows()) : Optional.empty();
        }
        int column = columns.get(call.getArgList().get(0));
        return column < 0 ? Optional.empty() : Optional.of(new Call(function, column));
    }

    @Override
    public double estimateRowCount(RelMetadataQuery mq) {
        return 1;
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        return planner.getCostFactory().makeCost(0, WORK, 0);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        RelWriter described = super.explainTerms(writer).item("table", DatomSchema.shownName(scan.getTable()));
        for (Call call : calls) {
            described.item(call.function().lowerName.toLowerCase(Locale.ROOT), call.argument(scan.datomTable()));
        }
        return described.item("snapshot", scan.snapshot());
    }

    @Override
    public OperatorFactory toFactory() {
        List<Fact> facts = calls.stream()
                .map(call -> call.fact(scan.datomTable()).orElseThrow())
                .toList();
        List<ColumnType> types = DatomRel.columnTypes(this);
        SnapshotPoint point = scan.point();
        return context -> new FactsOperator(context, point.resolve(context), facts, types);
    }
}
