package org.cairndb.planner.rel;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.plan.Strong;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.mapping.Mappings;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.rex.DatomTypes;
import org.cairndb.planner.rex.RexTranslator;
import org.cairndb.planner.time.PointValue;
import org.cairndb.planner.time.SnapshotPoint;
import org.cairndb.storage.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * A table with what is known of its use: the columns asked for, the conditions that its rows must fulfil, and the snapshot. It has no way of running
 * yet.
 */
public final class DatomTableScan extends TableScan {
    private final DatomTable datomTable;
    private final ImmutableList<Integer> columns;
    private final ImmutableList<RexNode> conditions;
    private final SnapshotClause snapshot;
    private final @Nullable RangeClause range;
    private @Nullable DatomTableScan wholeTable;
    /** Ways to look up columns, which the search of a join order asks for again and again. */
    private final Map<Integer, List<DatomIndexScan>> lookups = new HashMap<>();

    private DatomTableScan(RelOptCluster cluster, RelTraitSet traits, RelOptTable table, Use use) {
        super(cluster, traits, ImmutableList.of(), table);
        this.datomTable = use.table;
        this.columns = ImmutableList.copyOf(use.columns);
        this.conditions = ImmutableList.copyOf(use.conditions);
        this.snapshot = use.snapshot;
        this.range = use.range;
    }

    private record Use(
            DatomTable table,
            List<Integer> columns,
            List<RexNode> conditions,
            SnapshotClause snapshot,
            @Nullable RangeClause range) {}

    static DatomTableScan create(RelOptCluster cluster, RelOptTable relOptTable, DatomTable table) {
        List<Integer> all = IntStream.range(0, table.columns().size()).boxed().toList();
        Use use = new Use(table, all, List.of(), SnapshotClause.SESSION, null);
        return new DatomTableScan(cluster, cluster.traitSetOf(Convention.NONE), relOptTable, use);
    }

    /**
     * Conditions on one column, all answered by key ranges of an index.
     *
     * @param column ordinal in the table
     * @param conditions the conditions
     * @param rows datoms in the ranges
     */
    public record Counted(int column, List<RexNode> conditions, double rows) {
        /** Copies the list. */
        public Counted {
            conditions = List.copyOf(conditions);
        }
    }

    /** The table. */
    public DatomTable datomTable() {
        return datomTable;
    }

    /** Ordinals in the table of the columns given out. */
    public ImmutableList<Integer> columns() {
        return columns;
    }

    /** Conditions over all columns of the table. */
    public ImmutableList<RexNode> conditions() {
        return conditions;
    }

    /** The snapshot read. */
    SnapshotClause snapshot() {
        return snapshot;
    }

    /** What decides at execution which snapshot is read. */
    SnapshotPoint point() {
        String database = datomTable.database();
        RexNode expression = snapshot.point();
        if (expression == null) {
            return new SnapshotPoint.Current(database);
        }
        Expression translated = new RexTranslator(getCluster().getRexBuilder())
                .translate(expression)
                .orElseThrow(() -> PlanErrors.unsupportedPoint(expression));
        PointValue value = new PointValue(translated, DatomTypes.columnType(expression.getType()), "AS OF");
        return new SnapshotPoint.AsOf(database, snapshot.isVersion(), value);
    }

    /** The snapshot that counts are taken from. */
    public Snapshot planningSnapshot() {
        return planningSnapshots().of(datomTable);
    }

    /** Conditions whose rows are counted in an index. */
    public List<Counted> countedConditions() {
        return RowEstimates.counted(this);
    }

    /** The work of the cheapest way to read it. */
    public double leastWork(RelMetadataQuery mq) {
        return ScanRule.ways(this)
                .mapToDouble(read -> mq.getNonCumulativeCost(read).getCpu())
                .min()
                .orElse(0);
    }

    /** Whether an index finds rows by the values of a column that it gives out. */
    public boolean hasIndexOn(int column) {
        int tableColumn = columns.get(column);
        return datomTable.accessPaths().stream().anyMatch(path -> path.column() == tableColumn);
    }

    /** What it costs to look up a column for keys of so many rows, where so many rows are found that fulfil all conditions; nothing without an index. */
    public OptionalDouble lookupWork(int column, double rows, double matching) {
        return lookups.computeIfAbsent(column, this::lookupScan).stream()
                .mapToDouble(scan -> scan.lookupWork(rows, matching))
                .min();
    }

    private List<DatomIndexScan> lookupScan(int column) {
        int tableColumn = columns.get(column);
        return datomTable.accessPaths().stream()
                .filter(path -> path.column() == tableColumn)
                .map(path -> DatomIndexScan.forLookup(this, path))
                .toList();
    }

    PlanningSnapshots planningSnapshots() {
        return getCluster().getPlanner().getContext().unwrapOrThrow(PlanningSnapshots.class);
    }

    /** The table without conditions, with all columns. */
    DatomTableScan wholeTable() {
        DatomTableScan known = wholeTable;
        if (known == null) {
            known = create(getCluster(), table, datomTable);
            wholeTable = known;
        }
        return known;
    }

    /** The same scan at a snapshot. */
    DatomTableScan at(SnapshotClause newSnapshot) {
        return with(new Use(datomTable, columns, conditions, newSnapshot, range));
    }

    /** The same scan of the versions in a range. */
    DatomTableScan over(RangeClause newRange) {
        return with(new Use(datomTable, columns, conditions, snapshot, newRange));
    }

    /** The versions that are asked for, where the table is one of versions. */
    RangeClause range() {
        return range == null ? RangeClause.ALL : range;
    }

    /** The same scan with more conditions, over all columns of the table. */
    public DatomTableScan where(List<RexNode> more) {
        ImmutableList<RexNode> all =
                ImmutableList.<RexNode>builder().addAll(conditions).addAll(more).build();
        return with(new Use(datomTable, columns, all, snapshot, range));
    }

    /** Whether a condition over the columns that it gives can be checked while it is read. */
    public boolean canCheck(RexNode condition) {
        return !(datomTable instanceof ListTable || datomTable instanceof DiffTable)
                && RelOptUtil.InputFinder.bits(condition).asList().stream()
                        .noneMatch(column -> datomTable.isComputed(columns.get(column)))
                && !RexUtil.containsCorrelation(condition)
                && RexUtil.SubQueryFinder.find(condition) == null
                && new RexTranslator(getCluster().getRexBuilder())
                        .translate(condition)
                        .isPresent();
    }

    /** The same scan with more conditions, over the columns that it gives. */
    public DatomTableScan whereGiven(List<RexNode> more) {
        int width = table.getRowType().getFieldCount();
        Set<RexNode> all = new LinkedHashSet<>(conditions);
        for (RexNode condition : more) {
            all.add(RexUtil.apply(Mappings.target(columns::get, columns.size(), width), condition));
        }
        List<RexNode> needed =
                all.stream().filter(c -> !followsFromOthers(c, all)).toList();
        return needed.equals(conditions) ? this : with(new Use(datomTable, columns, needed, snapshot, range));
    }

    /** Whether a column is said not to be null of which something else is said that null does not fulfil. */
    private static boolean followsFromOthers(RexNode condition, Set<RexNode> all) {
        if (!condition.isA(SqlKind.IS_NOT_NULL)) {
            return false;
        }
        ImmutableBitSet columns = RelOptUtil.InputFinder.bits(condition);
        return all.stream()
                .anyMatch(other -> !other.isA(SqlKind.IS_NOT_NULL)
                        && RelOptUtil.InputFinder.bits(other).equals(columns)
                        && Strong.isNotTrue(other, columns));
    }

    /** The same scan with only some of its columns. */
    public DatomTableScan select(List<Integer> newColumns) {
        return with(new Use(datomTable, newColumns, conditions, snapshot, range));
    }

    private DatomTableScan with(Use use) {
        return new DatomTableScan(getCluster(), traitSet, table, use);
    }

    @Override
    public RelNode copy(RelTraitSet newTraits, List<RelNode> inputs) {
        Use use = new Use(datomTable, columns, conditions, snapshot, range);
        return new DatomTableScan(getCluster(), newTraits, table, use);
    }

    @Override
    public RelDataType deriveRowType() {
        List<RelDataTypeField> fields = table.getRowType().getFieldList();
        RelDataTypeFactory.Builder builder = getCluster().getTypeFactory().builder();
        columns.forEach(column -> builder.add(fields.get(column)));
        return builder.build();
    }

    @Override
    public RelNode project(ImmutableBitSet fieldsUsed, Set<RelDataTypeField> extraFields, RelBuilder relBuilder) {
        if (!extraFields.isEmpty()) {
            return super.project(fieldsUsed, extraFields, relBuilder);
        }
        return select(fieldsUsed.asList().stream().map(columns::get).toList());
    }

    @Override
    public double estimateRowCount(RelMetadataQuery mq) {
        return mq.getRowCount(this);
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        return planner.getCostFactory().makeInfiniteCost();
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer)
                .item("columns", columns)
                .item("where", conditions)
                .item("snapshot", snapshot)
                .itemIf("versions", range, range != null);
    }
}
