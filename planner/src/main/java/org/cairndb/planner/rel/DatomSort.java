package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelFieldCollation.NullDirection;
import org.apache.calcite.rel.RelNode;
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
import org.cairndb.planner.exec.SortOperator;
import org.cairndb.planner.rex.RexTranslator;
import org.jspecify.annotations.Nullable;

/** Sorting and limiting of batches. */
final class DatomSort extends Sort implements DatomRel {
    private static final double PER_COMPARISON = 10;
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
        boolean sorts = !getCollation().getFieldCollations().isEmpty();
        double work = sorts ? PER_COMPARISON * rows * Math.log(rows + 2) : 1;
        return planner.getCostFactory().makeCost(0, work, 0);
    }

    @Override
    public OperatorFactory toFactory() {
        OperatorFactory input = DatomRel.factoryOf(getInput());
        List<ColumnType> types = DatomRel.columnTypes(getInput());
        List<SortOperator.Key> keys =
                getCollation().getFieldCollations().stream().map(DatomSort::key).toList();
        OperatorFactory sorted =
                keys.isEmpty() ? input : context -> new SortOperator(input.create(context.forAllRows()), types, keys);
        if (offset == null && fetch == null) {
            return sorted;
        }
        Expression skip = bound(offset);
        Expression give = bound(fetch);
        return context -> {
            long rows = value(give, Long.MAX_VALUE, context);
            long skipped = value(skip, 0, context);
            boolean isFew = rows <= FEW_ROWS && skipped <= FEW_ROWS;
            return limit(sorted.create(isFew ? context.forFewRows() : context), skipped, rows);
        };
    }

    private static Operator limit(Operator input, long skip, long give) {
        return new LimitOperator(input, skip, give);
    }

    private static SortOperator.Key key(RelFieldCollation field) {
        boolean descending = field.direction.isDescending();
        NullDirection nulls = field.nullDirection == NullDirection.UNSPECIFIED
                ? field.direction.defaultNullDirection()
                : field.nullDirection;
        return new SortOperator.Key(field.getFieldIndex(), descending, nulls == NullDirection.FIRST);
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
