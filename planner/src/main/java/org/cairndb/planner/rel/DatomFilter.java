package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.FilterOperator;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.scalar.Expressions;
import org.cairndb.planner.rex.RexTranslator;

/** A filter on batches. */
final class DatomFilter extends Filter implements DatomRel {
    DatomFilter(RelOptCluster cluster, RelTraitSet traits, RelNode input, RexNode condition) {
        super(cluster, traits, input, condition);
    }

    @Override
    public Filter copy(RelTraitSet traits, RelNode input, RexNode newCondition) {
        return new DatomFilter(getCluster(), traits, input, newCondition);
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        return planner.getCostFactory().makeCost(0, 2 * mq.getRowCount(getInput()), 0);
    }

    @Override
    public int streamedInput() {
        return 0;
    }

    @Override
    public OperatorFactory toFactory() {
        OperatorFactory input = DatomRel.factoryOf(getInput());
        List<Expression> conditions = new RexTranslator(getCluster().getRexBuilder())
                .translateAll(RelOptUtil.conjunctions(getCondition()))
                .orElseThrow(() -> new IllegalStateException("A filter is not covered: " + getCondition()));
        Expression condition = Expressions.and(conditions);
        return context -> new FilterOperator(input.create(context), List.of(condition), context);
    }
}
