package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.join.CorrelateJoin;
import org.cairndb.planner.exec.join.JoinKind;

/** Correlated join that runs its right input once for all rows of a batch with the same values. */
final class DatomCorrelate extends CorrelateByParameters implements DatomRel {
    /** What it takes to begin a run. */
    private static final double RUN = 5_000;

    DatomCorrelate(RelOptCluster cluster, RelTraitSet traits, List<RelNode> inputs, Binding binding) {
        super(cluster, traits, inputs, binding);
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new DatomCorrelate(getCluster(), traits, inputs, binding());
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        return planner.getCostFactory().makeCost(0, RUN * mq.getRowCount(left), 0);
    }

    @Override
    public int streamedInput() {
        return 0;
    }

    @Override
    public OperatorFactory toFactory() {
        OperatorFactory leftFactory = DatomRel.factoryOf(left);
        JoinKind kind = JoinCondition.kind(binding().type()).orElseThrow();
        List<ColumnType> leftTypes = DatomRel.columnTypes(left);
        CorrelateJoin.Binding bound = new CorrelateJoin.Binding(
                binding().columns(),
                binding().columns().stream().map(leftTypes::get).toList(),
                binding().parameters().get(0).getIndex());
        CorrelateJoin.Plan plan =
                new CorrelateJoin.Plan(kind, DatomRel.factoryOf(right), DatomRel.columnTypes(right), bound);
        return context -> new CorrelateJoin(leftFactory.create(context), plan, context);
    }
}
