package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelFieldCollation.NullDirection;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LimitOperator;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.sort.SortKey;
import org.cairndb.planner.exec.sort.SortOperator;
import org.cairndb.planner.exec.sort.TopRows;
import org.cairndb.planner.rex.RexTranslator;
import org.jspecify.annotations.Nullable;

/** Sorting and limiting of batches. */
final class DatomSort extends Sort implements DatomRel {
    private static final double PER_ROW_SORTED = 120;
    /** Where only the first rows are wanted, most are dropped after a look at their first key. */
    private static final double PER_ROW_CHECKED = 5;

    private static final double OPEN = 2_000;
    /** Up to this limit it does not pay to read far ahead. */
    private static final long FEW_ROWS = 1_000;

    private static final Batch ONE_ROW = new Batch(new Column[0], 1);

    DatomSort(RelTraitSet traits, RelNode input, RelCollation collation, Bounds bounds) {
        super(input.getCluster(), traits, input, collation, bounds.offset, bounds.fetch);
    }

    /** OFFSET and FETCH, each null where not given. */
    record Bounds(@Nullable RexNode offset, @Nullable RexNode fetch) {}

    @Override
    public Sort copy(
            RelTraitSet traits,
            RelNode newInput,
            RelCollation newCollation,
            @Nullable RexNode newOffset,
            @Nullable RexNode newFetch) {
        return new DatomSort(traits, newInput, newCollation, new Bounds(newOffset, newFetch));
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        double rows = mq.getRowCount(getInput());
        if (getCollation().getFieldCollations().isEmpty() || inputIsInOrder()) {
            return planner.getCostFactory().makeCost(0, 1, 0);
        }
        double work = fetch == null ? PER_ROW_SORTED * rows : PER_ROW_CHECKED * rows;
        return planner.getCostFactory().makeCost(0, OPEN + work, 0);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        boolean isLimit = !getCollation().getFieldCollations().isEmpty() && inputIsInOrder();
        return super.explainTerms(writer).itemIf("order", "of the input", isLimit);
    }

    @Override
    public OperatorFactory toFactory() {
        OperatorFactory input = DatomRel.factoryOf(getInput());
        List<ColumnType> types = DatomRel.columnTypes(getInput());
        List<SortKey> keys = inputIsInOrder()
                ? List.of()
                : getCollation().getFieldCollations().stream()
                        .map(DatomSort::key)
                        .toList();
        Expression skip = bound(offset);
        Expression give = bound(fetch);
        return context -> {
            Slice slice = new Slice(value(skip, 0, context), value(give, Long.MAX_VALUE, context));
            if (!keys.isEmpty()) {
                Operator rows = input.create(context.forAllRows());
                Operator sorted = slice.isTop()
                        ? new TopRows(rows, types, new TopRows.Wanted(keys, slice.end()), context)
                        : new SortOperator(rows, types, keys, context);
                return slice.of(sorted);
            }
            boolean isFew = slice.give <= FEW_ROWS && slice.skip <= FEW_ROWS;
            return slice.of(input.create(isFew ? context.forFewRows() : context));
        };
    }

    /** Whether nothing remains to be sorted. */
    private boolean inputIsInOrder() {
        return getInput().getTraitSet().getCollations().stream().anyMatch(c -> c.satisfies(getCollation()));
    }

    /** Rows to skip and then to give. */
    private record Slice(long skip, long give) {
        Operator of(Operator rows) {
            return skip == 0 && give == Long.MAX_VALUE ? rows : new LimitOperator(rows, skip, give);
        }

        /** Whether so few rows are wanted that not all have to be sorted. */
        boolean isTop() {
            return skip <= TopRows.MAX_ROWS && give <= TopRows.MAX_ROWS - skip;
        }

        int end() {
            return (int) (skip + give);
        }
    }

    static SortKey key(RelFieldCollation field) {
        boolean descending = field.direction.isDescending();
        NullDirection nulls = field.nullDirection == NullDirection.UNSPECIFIED
                ? field.direction.defaultNullDirection()
                : field.nullDirection;
        return new SortKey(field.getFieldIndex(), descending, nulls == NullDirection.FIRST);
    }

    private @Nullable Expression bound(@Nullable RexNode node) {
        return node == null
                ? null
                : new RexTranslator(getCluster().getRexBuilder())
                        .translate(node)
                        .orElseThrow();
    }

    private static long value(@Nullable Expression expression, long absent, ExecutionContext context) {
        if (expression == null) {
            return absent;
        }
        Column value = expression.evaluate(ONE_ROW, context);
        return value.isNull(0) ? absent : ((LongColumn) value).get(0);
    }
}
