package org.cairndb.planner.rel;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.ProjectOperator;
import org.cairndb.planner.rex.RexTranslator;

/** A projection on batches. */
final class DatomProject extends Project implements DatomRel {
    DatomProject(RelTraitSet traits, RelNode input, List<? extends RexNode> projects, RelDataType rowType) {
        super(input.getCluster(), traits, ImmutableList.of(), input, projects, rowType, ImmutableSet.of());
    }

    @Override
    public Project copy(RelTraitSet traits, RelNode input, List<RexNode> newProjects, RelDataType newRowType) {
        return new DatomProject(traits, input, newProjects, newRowType);
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        long computed =
                getProjects().stream().filter(p -> !(p instanceof RexInputRef)).count();
        return planner.getCostFactory().makeCost(0, 1 + 2 * computed * mq.getRowCount(getInput()), 0);
    }

    @Override
    public int streamedInput() {
        return 0;
    }

    @Override
    public OperatorFactory toFactory() {
        RelOptCluster cluster = getCluster();
        OperatorFactory input = DatomRel.factoryOf(getInput());
        List<Expression> expressions = new RexTranslator(cluster.getRexBuilder())
                .translateAll(getProjects())
                .orElseThrow(() -> new IllegalStateException("A projection is not covered: " + getProjects()));
        return context -> new ProjectOperator(input.create(context), expressions, context);
    }
}
