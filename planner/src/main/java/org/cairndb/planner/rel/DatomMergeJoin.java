package org.cairndb.planner.rel;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.join.MergeJoin;

/** Inner equality join of inputs that come in the order of their keys. */
final class DatomMergeJoin extends Join implements DatomRel {
    private final boolean rightIsUnique;

    DatomMergeJoin(RelTraitSet traits, RelNode left, RelNode right, RexNode condition, boolean rightIsUnique) {
        super(
                left.getCluster(),
                traits,
                ImmutableList.of(),
                left,
                right,
                condition,
                ImmutableSet.of(),
                JoinRelType.INNER);
        this.rightIsUnique = rightIsUnique;
    }

    @Override
    public Join copy(
            RelTraitSet traits, RexNode condition, RelNode left, RelNode right, JoinRelType type, boolean semiDone) {
        return new DatomMergeJoin(traits, left, right, condition, rightIsUnique);
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        double work = JoinWork.merge(mq.getRowCount(getLeft()), mq.getRowCount(getRight()));
        return planner.getCostFactory().makeCost(0, work, 0);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("unique", rightIsUnique ? "right" : "left");
    }

    @Override
    public OperatorFactory toFactory() {
        OperatorFactory left = DatomRel.factoryOf(getLeft());
        OperatorFactory right = DatomRel.factoryOf(getRight());
        int leftKey = analyzeCondition().leftKeys.get(0);
        int rightKey = analyzeCondition().rightKeys.get(0);
        MergeJoin.Keys keys = new MergeJoin.Keys(leftKey, rightKey, rightIsUnique);
        return context -> new MergeJoin(left.create(context), right.create(context), keys, context);
    }
}
