package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.aggregate.UnionOperator;

/** UNION ALL of batches. */
final class DatomUnion extends Union implements DatomRel {
    DatomUnion(RelOptCluster cluster, RelTraitSet traits, List<RelNode> inputs) {
        super(cluster, traits, inputs, true);
    }

    @Override
    public SetOp copy(RelTraitSet traits, List<RelNode> newInputs, boolean newAll) {
        return new DatomUnion(getCluster(), traits, newInputs);
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        return planner.getCostFactory().makeCost(0, getInputs().size(), 0);
    }

    @Override
    public OperatorFactory toFactory() {
        List<OperatorFactory> factories =
                getInputs().stream().map(DatomRel::factoryOf).toList();
        return context -> new UnionOperator(
                factories.stream().map(input -> input.create(context)).toList());
    }
}
