package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.recursion.HeldRows;

/** Reads what the last round of a recursion gave. */
final class DatomWorkingRows extends WorkingRows implements DatomRel {
    DatomWorkingRows(RelOptCluster cluster, RelTraitSet traits, RelDataType rowType, int recursion) {
        super(cluster, traits, rowType, recursion);
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new DatomWorkingRows(getCluster(), traits, rowType, recursion());
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        return planner.getCostFactory().makeCost(0, 1, 0);
    }

    @Override
    public OperatorFactory toFactory() {
        int first = firstParameter(recursion());
        int columns = getRowType().getFieldCount();
        return context -> new HeldRows(first, columns, context);
    }
}
