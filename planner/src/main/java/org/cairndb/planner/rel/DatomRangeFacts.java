package org.cairndb.planner.rel;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.scan.RangeFacts;
import org.cairndb.planner.exec.scan.RangeFacts.Fact;
import org.cairndb.planner.range.Predicate;
import org.cairndb.planner.range.RangeBinder;
import org.cairndb.planner.time.SnapshotPoint;
import org.cairndb.storage.datom.Index;

/** The number of rows in key ranges, and the least and greatest value of the column that the ranges are of, as one row without a scan. */
final class DatomRangeFacts extends AbstractRelNode implements DatomRel {
    private static final double WORK = 5_000;

    private final DatomTableScan scan;
    private final AccessPath path;
    private final ImmutableList<ColumnPredicate> predicates;
    private final ImmutableList<Fact> facts;

    private DatomRangeFacts(Aggregate aggregate, DatomTableScan scan, AccessPath path, Found found) {
        super(scan.getCluster(), scan.getCluster().traitSetOf(DatomRel.CONVENTION));
        this.scan = scan;
        this.path = path;
        this.predicates = ImmutableList.copyOf(found.predicates);
        this.facts = ImmutableList.copyOf(found.facts);
        this.rowType = aggregate.getRowType();
    }

    private record Found(List<ColumnPredicate> predicates, List<Fact> facts) {}

    /**
     * The facts that an aggregate asks for, if one access path knows them all.
     *
     * @param columns the column of the table behind each column that the aggregate reads; -1 where there is none
     */
    static Optional<DatomRangeFacts> of(Aggregate aggregate, DatomTableScan scan, List<Integer> columns) {
        if (aggregate.getGroupCount() > 0
                || scan.conditions().isEmpty()
                || aggregate.getAggCallList().isEmpty()) {
            return Optional.empty();
        }
        for (AccessPath path : scan.datomTable().accessPaths()) {
            List<ColumnPredicate> predicates = predicates(scan, path);
            List<Fact> facts = facts(aggregate, scan, path, columns);
            boolean isKnown = scan.datomTable().countOf(path.column()).isPresent()
                    && predicates.size() == scan.conditions().size()
                    && facts.size() == aggregate.getAggCallList().size();
            if (isKnown) {
                return Optional.of(new DatomRangeFacts(aggregate, scan, path, new Found(predicates, facts)));
            }
        }
        return Optional.empty();
    }

    private static List<ColumnPredicate> predicates(DatomTableScan scan, AccessPath path) {
        List<ColumnPredicate> predicates = new ArrayList<>();
        for (RexNode condition : scan.conditions()) {
            ColumnPredicate.of(condition, scan.getCluster().getRexBuilder())
                    .filter(predicate -> predicate.isExact() && predicate.column() == path.column())
                    .ifPresent(predicates::add);
        }
        return predicates;
    }

    private static List<Fact> facts(Aggregate aggregate, DatomTableScan scan, AccessPath path, List<Integer> columns) {
        List<Fact> facts = new ArrayList<>();
        for (AggregateCall call : aggregate.getAggCallList()) {
            DatomFacts.callOf(call, columns)
                    .flatMap(known -> fact(known, scan.datomTable(), path))
                    .ifPresent(facts::add);
        }
        return facts;
    }

    private static Optional<Fact> fact(DatomFacts.Call call, DatomTable table, AccessPath path) {
        boolean isOfPath = call.column() == path.column();
        boolean isNeverNull = call.isOfAllRows() || isOfPath || (call.column() == 0 && table.hasIdColumn());
        return switch (call.function()) {
            case COUNT -> isNeverNull ? Optional.of(Fact.COUNT) : Optional.empty();
            case MIN -> isOfPath ? Optional.of(Fact.FIRST) : Optional.empty();
            case MAX -> isOfPath ? Optional.of(Fact.LAST) : Optional.empty();
            default -> Optional.empty();
        };
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
        List<String> names = scan.getTable().getRowType().getFieldNames();
        return super.explainTerms(writer)
                .item("table", DatomSchema.shownName(scan.getTable()))
                .item("facts", facts.stream().map(Fact::name).toList())
                .item("index", path.label())
                .item("range", ConditionText.of(scan.conditions(), names))
                .item("snapshot", scan.snapshot());
    }

    @Override
    public OperatorFactory toFactory() {
        List<Predicate> bound =
                predicates.stream().map(ColumnPredicate::predicate).toList();
        long idBase =
                scan.datomTable() instanceof EntityTable entities && path.index() == Index.AEVT ? entities.idBase() : 0;
        RangeFacts.Spec spec = new RangeFacts.Spec(path.index(), idBase, facts, DatomRel.columnTypes(this));
        SnapshotPoint point = scan.point();
        return context -> new RangeFacts(
                context, point.resolve(context), spec, new RangeBinder(path.domain(), context).bind(bound));
    }
}
