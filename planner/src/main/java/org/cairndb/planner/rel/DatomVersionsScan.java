package org.cairndb.planner.rel;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.FilterOperator;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.ProjectOperator;
import org.cairndb.planner.exec.history.DatomVersions;
import org.cairndb.planner.exec.history.DeferredOperator;
import org.cairndb.planner.exec.history.EntityVersions;
import org.cairndb.planner.exec.history.VersionBounds;
import org.cairndb.planner.exec.history.VersionColumn;
import org.cairndb.planner.exec.history.VersionRange;
import org.cairndb.planner.exec.history.WantedVersions;
import org.cairndb.planner.exec.scalar.Expressions;
import org.cairndb.planner.exec.scan.LateCondition;
import org.cairndb.planner.range.KeyRanges;
import org.cairndb.planner.range.Predicate;
import org.cairndb.planner.range.RangeBinder;
import org.cairndb.planner.rex.RexTranslator;
import org.cairndb.planner.time.SnapshotPoint;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;

/**
 * The versions of the rows of a table. Conditions on its entities or on an indexed attribute become key ranges that lead to the entities whose versions
 * are read; all other conditions are checked on the versions.
 */
final class DatomVersionsScan extends AbstractRelNode implements LateScan, SameRows {
    private static final double OPEN = 5_000;
    /** Putting the versions of an entity together. */
    private static final double ENTITY = 10;
    /** Looking up an entity somewhere. */
    private static final double LOOKUP = 300;
    /** Looking at a retired datom of an attribute. */
    private static final double RETIRED = 1;

    private final DatomTableScan scan;
    private final VersionsTable versions;
    private final AccessPath path;
    private final ImmutableList<RexNode> rangeConditions;
    /** Conditions that not every version fulfils which the key ranges lead to. */
    private final ImmutableList<RexNode> otherConditions;

    private final double work;

    /** Conditions on the entity that are known only when the scan begins. */
    private final ImmutableList<LateCondition.Source> late;

    private DatomVersionsScan(
            DatomTableScan scan, VersionsTable versions, AccessPath path, List<LateCondition.Source> late) {
        super(scan.getCluster(), scan.getCluster().traitSetOf(DatomRel.CONVENTION));
        this.scan = scan;
        this.versions = versions;
        this.path = path;
        this.late = ImmutableList.copyOf(late);
        this.rowType = scan.getRowType();
        this.rangeConditions = scan.conditions().stream()
                .filter(condition -> predicateOf(condition).isPresent())
                .collect(ImmutableList.toImmutableList());
        this.otherConditions = scan.conditions().stream()
                .filter(condition -> !isAnswered(condition))
                .collect(ImmutableList.toImmutableList());
        this.work = OPEN + workOfRows();
    }

    /** The cheapest way to find the rows. */
    static DatomVersionsScan of(DatomTableScan scan, VersionsTable versions) {
        DatomVersionsScan best = new DatomVersionsScan(scan, versions, versions.fullScan(), List.of());
        for (AccessPath path : versions.base().accessPaths()) {
            if (path.index() == Index.AVET && !best.isOfOneEntity()) {
                DatomVersionsScan other = new DatomVersionsScan(scan, versions, path, List.of());
                best = !other.rangeConditions.isEmpty() && other.work < best.work ? other : best;
            }
        }
        return best;
    }

    private Optional<ColumnPredicate> predicateOf(RexNode condition) {
        return ColumnPredicate.of(condition, scan.getCluster().getRexBuilder())
                .filter(p -> p.column() == path.column())
                .filter(p -> !(p.predicate() instanceof Predicate.Present));
    }

    /** Whether all versions that the key ranges lead to fulfil a condition: the entity of a row is the same in all of its versions, a value is not. */
    private boolean isAnswered(RexNode condition) {
        return path.index() != Index.AVET
                && predicateOf(condition).map(ColumnPredicate::isExact).orElse(false);
    }

    private List<ColumnPredicate> rangePredicates() {
        return rangeConditions.stream().map(c -> predicateOf(c).orElseThrow()).toList();
    }

    private boolean isOfOneEntity() {
        return path.index() != Index.AVET && rangePredicates().stream().anyMatch(ColumnPredicate::isEquality);
    }

    @Override
    public double rowsRead() {
        return RowEstimates.inRange(path, rangeConditions, scan);
    }

    /** Whether a column is the entity, which leads to the versions. */
    @Override
    public boolean takesLate(int column) {
        return path.index() != Index.AVET && scan.columns().get(column) == 0;
    }

    @Override
    public DatomVersionsScan where(LateCondition.OnColumn condition) {
        List<LateCondition.Source> all = new ArrayList<>(late);
        all.add(condition.source());
        return new DatomVersionsScan(scan, versions, path, all);
    }

    private double workOfRows() {
        double rows = rowsRead();
        if (path.index() == Index.AVET) {
            Snapshot snapshot = scan.planningSnapshot();
            double retired = versions.rowCount(snapshot) - versions.base().rowCount(snapshot);
            return rows * LOOKUP + retired * RETIRED;
        }
        return rows * ENTITY;
    }

    @Override
    public RelNode logical() {
        return scan;
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        return planner.getCostFactory().makeCost(0, work, 0);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        List<String> names = scan.getTable().getRowType().getFieldNames();
        List<String> qualified = new ArrayList<>(scan.getTable().getQualifiedName());
        qualified.set(qualified.size() - 1, versions.base().name());
        return super.explainTerms(writer)
                .item("table", String.join(".", qualified))
                .item("columns", scan.columns().stream().map(names::get).collect(Collectors.joining(", ")))
                .item("index", label())
                .item("range", rangeConditions.isEmpty() ? "all" : ConditionText.of(rangeConditions, names))
                .item("versions", scan.range())
                .item("snapshot", scan.snapshot())
                .itemIf("filter", ConditionText.of(otherConditions, names), !otherConditions.isEmpty())
                .itemIf("dynamic filter", names.get(0), !late.isEmpty());
    }

    private String label() {
        if (versions.base() instanceof AttributeTable) {
            return path.label() + ", RETIRED_AEVT";
        }
        return path.index() == Index.AVET ? path.label() + ", RETIRED_AEVT, EAVT, RETIRED_EAVT" : "EAVT, RETIRED_EAVT";
    }

    /** Columns of the table that are read: those given out, then those that conditions need. */
    private List<Integer> columnsRead() {
        List<Integer> columns = new ArrayList<>(scan.columns());
        for (int column : RelOptUtil.InputFinder.bits(otherConditions, null)) {
            if (!columns.contains(column)) {
                columns.add(column);
            }
        }
        return columns;
    }

    /** Opens the versions in a range that key ranges lead to. */
    private interface Reader {
        Operator read(ExecutionContext context, Snapshot snapshot, WantedVersions wanted);
    }

    private Reader reader(List<VersionColumn> columns) {
        if (versions.base() instanceof AttributeTable datoms) {
            DatomVersions.Spec spec = new DatomVersions.Spec(path.index(), datoms.attribute(), columns);
            return (context, snapshot, wanted) -> new DatomVersions(context, snapshot, spec, wanted);
        }
        EntityTable entities = (EntityTable) versions.base();
        Attribute keyed =
                path.index() == Index.AVET ? entities.attribute(path.column()).orElseThrow() : entities.spine();
        List<Attribute> attributes = IntStream.range(0, entities.columns().size())
                .mapToObj(entities::attribute)
                .flatMap(Optional::stream)
                .toList();
        EntityVersions.Spec spec = new EntityVersions.Spec(
                new EntityVersions.Keys(path.index(), keyed),
                new EntityVersions.Rows(entities.spine(), attributes, entities.idBase()),
                columns);
        return (context, snapshot, wanted) -> new EntityVersions(context, snapshot, spec, wanted);
    }

    @Override
    public OperatorFactory toFactory() {
        List<Integer> read = columnsRead();
        Reader reader = reader(read.stream().map(versions::versionColumn).toList());
        List<Predicate> predicates =
                rangePredicates().stream().map(ColumnPredicate::predicate).toList();
        SnapshotPoint point = scan.point();
        VersionRange range = scan.range().translate(scan.getCluster().getRexBuilder());
        OperatorFactory rows = context -> {
            Snapshot snapshot = point.resolve(context);
            List<KeyRange> keys = new RangeBinder(path.domain(), context).bind(predicates);
            VersionBounds bounds = range.resolve(context, point.database());
            return late.isEmpty()
                    ? reader.read(context, snapshot, new WantedVersions(keys, bounds))
                    : new DeferredOperator(() -> {
                        List<KeyRange> narrowed = narrowed(keys, context);
                        return reader.read(context, snapshot, new WantedVersions(narrowed, bounds));
                    });
        };
        return otherConditions.isEmpty() ? rows : checked(rows, read);
    }

    /** What is left of key ranges by what is known only now. */
    private List<KeyRange> narrowed(List<KeyRange> keys, ExecutionContext context) {
        List<KeyRange> left = keys;
        for (LateCondition.Source source : late) {
            Optional<LateCondition> condition = source.of(context);
            if (condition.isPresent()) {
                left = KeyRanges.intersect(left, condition.get().keys(path.domain()));
            }
        }
        return left;
    }

    private OperatorFactory checked(OperatorFactory rows, List<Integer> read) {
        RexTranslator translator = new RexTranslator(scan.getCluster().getRexBuilder(), read::indexOf);
        List<Expression> conditions = translator
                .translateAll(otherConditions)
                .orElseThrow(() -> new IllegalStateException("A scan has a condition that it cannot check"));
        int given = scan.columns().size();
        List<Expression> output =
                IntStream.range(0, given).mapToObj(Expressions::column).toList();
        return context -> {
            Operator filtered = new FilterOperator(rows.create(context), conditions, context);
            return given == read.size() ? filtered : new ProjectOperator(filtered, output, context);
        };
    }
}
