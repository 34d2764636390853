package org.cairndb.planner.rel;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.scan.EntityLookup;
import org.cairndb.planner.exec.scan.LateCondition;
import org.cairndb.planner.exec.scan.LookupSpec;
import org.cairndb.planner.exec.scan.Narrowing;
import org.cairndb.planner.exec.scan.ScannedRanges;
import org.cairndb.planner.range.Predicate;
import org.cairndb.planner.range.RangeBinder;
import org.cairndb.planner.time.SnapshotPoint;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/** A table read through one index: key ranges from conditions on the column of the index, the other conditions checked row by row. */
final class DatomIndexScan extends AbstractRelNode implements LateScan, SameRows {
    /** Reading a column in the order of its entities. */
    private static final double SIDE_BY_SIDE = 1;
    /** Reading a column for entities in the order of another attribute's values. */
    private static final double SCATTERED = 250;

    private static final double OPEN = 3_000;

    /** Where the key ranges come from. */
    private enum Ranges {
        FROM_CONDITIONS,
        FROM_JOIN
    }

    private final Ranges ranges;
    private final DatomTableScan scan;
    private final AccessPath path;
    private final ImmutableList<RexNode> rangeConditions;
    private final ImmutableList<RexNode> otherConditions;
    private final ImmutableList<LateCondition.OnColumn> late;
    private @Nullable Boolean clustered;

    private DatomIndexScan(
            RelOptCluster cluster, RelTraitSet traits, DatomTableScan scan, AccessPath path, Ranges ranges) {
        this(cluster, traits, new Way(scan, path, ranges), ImmutableList.of());
    }

    private record Way(DatomTableScan scan, AccessPath path, Ranges ranges) {}

    private DatomIndexScan(
            RelOptCluster cluster, RelTraitSet traits, Way way, ImmutableList<LateCondition.OnColumn> late) {
        super(cluster, traits);
        DatomTableScan scan = way.scan;
        AccessPath path = way.path;
        Ranges ranges = way.ranges;
        this.late = late;
        this.ranges = ranges;
        this.scan = scan;
        this.path = path;
        this.rowType = scan.getRowType();
        List<RexNode> inRange = new ArrayList<>();
        List<RexNode> others = new ArrayList<>();
        for (RexNode condition : scan.conditions()) {
            Optional<ColumnPredicate> predicate =
                    ranges == Ranges.FROM_JOIN ? Optional.empty() : predicateOf(condition);
            if (predicate.isPresent()) {
                inRange.add(condition);
            }
            if (!predicate.map(ColumnPredicate::isExact).orElse(false)) {
                others.add(condition);
            }
        }
        this.rangeConditions = ImmutableList.copyOf(inRange);
        this.otherConditions = ImmutableList.copyOf(others);
    }

    private Optional<ColumnPredicate> predicateOf(RexNode condition) {
        return ColumnPredicate.of(condition, scan.getCluster().getRexBuilder())
                .filter(p -> p.column() == path.column());
    }

    /** The scan through an access path, if that gives all rows that the conditions allow. */
    static Optional<DatomIndexScan> of(DatomTableScan scan, AccessPath path) {
        RelTraitSet traits = scan.getCluster().traitSetOf(DatomRel.CONVENTION).replace(collation(scan, path));
        DatomIndexScan result = new DatomIndexScan(scan.getCluster(), traits, scan, path, Ranges.FROM_CONDITIONS);
        return result.hasEveryRow() ? Optional.of(result) : Optional.empty();
    }

    /** The scan through an access path, even if that lacks the rows without a value. */
    static DatomIndexScan inOrder(DatomTableScan scan, AccessPath path) {
        RelTraitSet traits = scan.getCluster().traitSetOf(DatomRel.CONVENTION);
        return new DatomIndexScan(scan.getCluster(), traits, scan, path, Ranges.FROM_CONDITIONS);
    }

    /** Whether the access path leads to all rows that the conditions allow. */
    boolean hasEveryRow() {
        return path.index() != Index.AVET
                || !rangeConditions.isEmpty()
                || !scan.getTable()
                        .getRowType()
                        .getFieldList()
                        .get(path.column())
                        .getType()
                        .isNullable();
    }

    AccessPath path() {
        return path;
    }

    /** The scan that a join opens at the keys it looks up; all conditions are checked row by row. */
    static DatomIndexScan forLookup(DatomTableScan scan, AccessPath path) {
        RelTraitSet traits = scan.getCluster().traitSetOf(DatomRel.CONVENTION);
        return new DatomIndexScan(scan.getCluster(), traits, scan, path, Ranges.FROM_JOIN);
    }

    private static RelCollation collation(DatomTableScan scan, AccessPath path) {
        int output = scan.columns().indexOf(path.column());
        return output < 0 ? RelCollations.EMPTY : RelCollations.of(output);
    }

    private List<ColumnPredicate> rangePredicates() {
        return rangeConditions.stream().map(c -> predicateOf(c).orElseThrow()).toList();
    }

    @Override
    public double rowsRead() {
        return RowEstimates.inRange(path, rangeConditions, scan);
    }

    private boolean isClustered() {
        Boolean known = clustered;
        if (known == null) {
            known = RowEstimates.isClustered(path, scan, rowsRead());
            clustered = known;
        }
        return known;
    }

    @Override
    public RelNode logical() {
        return scan;
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        double work = OPEN + rowsRead() * (1 + perRow());
        return planner.getCostFactory().makeCost(0, work, fetchWork(rowsRead(), true));
    }

    /** What it costs to fetch what so many rows need, which may follow each other in the index. */
    double fetchWork(double rows, boolean closeTogether) {
        boolean columnsToo = closeTogether && otherColumns() > 0 && isClustered();
        return new FetchWork(scan)
                .of(path, ImmutableBitSet.of(columnsRead()), new FetchWork.Rows(rows, closeTogether, columnsToo));
    }

    /** What a row costs whose key has been found: reading its other columns and checking its conditions. */
    private double perRow() {
        double columns = otherColumns();
        double perColumn = columns == 0 || isClustered() ? SIDE_BY_SIDE : SCATTERED;
        return perColumn * columns + 2.0 * otherConditions.size();
    }

    /** Columns read besides that of the path. */
    private long otherColumns() {
        return columnsRead().stream().filter(c -> c != path.column()).count();
    }

    /** What it costs to look up keys of so many rows, where so many rows are found that fulfil all conditions. */
    double lookupWork(double rows, double matching) {
        double matchingInTable = Math.max(1, scan.estimateRowCount(getCluster().getMetadataQuery()));
        double rowsInTable =
                Math.max(1, scan.datomTable().rowCount(scan.planningSnapshots().of(scan.datomTable())));
        double found = matching * Math.max(1, rowsInTable / matchingInTable);
        return JoinWork.lookup(rows, found, perRow()) + fetchWork(Math.max(rows, found), false);
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new DatomIndexScan(getCluster(), traits, new Way(scan, path, ranges), late);
    }

    @Override
    public boolean takesLate(int column) {
        return ranges == Ranges.FROM_CONDITIONS
                && scan.datomTable() instanceof EntityTable
                && !scan.datomTable().isComputed(scan.columns().get(column));
    }

    @Override
    public DatomIndexScan where(LateCondition.OnColumn condition) {
        ImmutableList<LateCondition.OnColumn> all = ImmutableList.<LateCondition.OnColumn>builder()
                .addAll(late)
                .add(condition)
                .build();
        return new DatomIndexScan(getCluster(), getTraitSet(), new Way(scan, path, ranges), all);
    }

    private String lateColumns() {
        List<String> names = getRowType().getFieldNames();
        return late.stream().map(c -> names.get(c.column())).collect(Collectors.joining(", "));
    }

    @Override
    public RelDataType deriveRowType() {
        return scan.getRowType();
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        List<String> names = scan.getTable().getRowType().getFieldNames();
        return describe(super.explainTerms(writer))
                .item("range", rangeConditions.isEmpty() ? "all" : ConditionText.of(rangeConditions, names))
                .itemIf("filter", ConditionText.of(otherConditions, names), !otherConditions.isEmpty())
                .itemIf("dynamic filter", lateColumns(), !late.isEmpty());
    }

    /** What a join that looks keys up in this scan says of it: all but the ranges, which come from the join. */
    RelWriter explainLookup(RelWriter writer) {
        List<String> names = scan.getTable().getRowType().getFieldNames();
        return describe(writer).itemIf("filter", ConditionText.of(otherConditions, names), !otherConditions.isEmpty());
    }

    private RelWriter describe(RelWriter writer) {
        List<String> names = scan.getTable().getRowType().getFieldNames();
        return writer.item("table", tableName())
                .item("columns", scan.columns().stream().map(names::get).collect(Collectors.joining(", ")))
                .item("index", path.label())
                .item("snapshot", scan.snapshot());
    }

    /** Columns of the table that the scan reads: those given out, then those that conditions need. */
    private List<Integer> columnsRead() {
        List<Integer> columns = new ArrayList<>(scan.columns());
        for (int column : RelOptUtil.InputFinder.bits(otherConditions, null)) {
            if (!columns.contains(column)) {
                columns.add(column);
            }
        }
        return columns;
    }

    /** Opens the table at key ranges at execution: everything but the ranges is fixed. */
    interface RangeReader {
        Operator read(ExecutionContext context, ScannedRanges ranges);
    }

    private TableReader.Reading reading() {
        List<Integer> read = columnsRead();
        Narrowing checked = new ScanConditions(scan, path, read).of(RexUtil.flattenAnd(otherConditions));
        Narrowing narrowing = new Narrowing(checked.conditions(), checked.zones(), late);
        return new TableReader.Reading(read, scan.columns().size(), narrowing);
    }

    RangeReader toReader() {
        SnapshotPoint point = scan.point();
        TableReader reader = TableReader.of(scan.datomTable(), path, reading());
        return (context, ranges) -> reader.open(context, point.resolve(context), ranges);
    }

    /** Whether the rows can be read in parts, by several threads. */
    boolean isSplittable() {
        return ranges == Ranges.FROM_CONDITIONS && !(scan.datomTable() instanceof ListTable);
    }

    /** Whether rows are checked one by one. */
    boolean checksConditions() {
        return !otherConditions.isEmpty() || !late.isEmpty();
    }

    String tableName() {
        return DatomSchema.shownName(scan.getTable());
    }

    /** Cuts what an execution reads into parts; they are given back by {@link ExecutionContext#partOf}. */
    interface Splitter {
        List<List<KeyRange>> split(ExecutionContext context);
    }

    Splitter toSplitter() {
        Binder binder = toBinder();
        SnapshotPoint point = scan.point();
        return context -> ScanParts.of(point.resolve(context), path.index(), binder.bind(context));
    }

    /** Finds the key ranges of an execution. */
    private interface Binder {
        List<KeyRange> bind(ExecutionContext context);
    }

    private Binder toBinder() {
        List<Predicate> predicates =
                rangePredicates().stream().map(ColumnPredicate::predicate).toList();
        return context -> new RangeBinder(path.domain(), context).bind(predicates);
    }

    @Override
    public OperatorFactory toFactory() {
        return toFactory(Direction.FORWARD);
    }

    /** The scan in the order of the index or against it. */
    OperatorFactory toFactory(Direction direction) {
        Optional<OperatorFactory> lookup = toLookup();
        return lookup.isPresent() ? lookup.get() : toScan(direction);
    }

    /** A lookup of the only row that there can be, where the key ranges come from one value of a unique column. */
    private Optional<OperatorFactory> toLookup() {
        List<ColumnPredicate> predicates = rangePredicates();
        boolean isOneKey = predicates.size() == 1
                && predicates.get(0).isEquality()
                && scan.columns().stream().noneMatch(scan.datomTable()::isComputed);
        if (!isOneKey || !late.isEmpty() || !(scan.datomTable() instanceof EntityTable entities)) {
            return Optional.empty();
        }
        if (!entities.isUnique(path.column())) {
            return Optional.empty();
        }
        Binder binder = toBinder();
        SnapshotPoint point = scan.point();
        LookupSpec spec = TableReader.lookup(entities, path, reading());
        return Optional.of(context -> {
            List<KeyRange> key = binder.bind(context);
            return new EntityLookup(context, point.resolve(context), spec, key.isEmpty() ? null : key.get(0));
        });
    }

    private OperatorFactory toScan(Direction direction) {
        RangeReader reader = toReader();
        Binder binder = toBinder();
        return context -> {
            List<KeyRange> bound = context.partOf(this).orElseGet(() -> binder.bind(context));
            return reader.read(context, new ScannedRanges(bound, direction));
        };
    }
}
