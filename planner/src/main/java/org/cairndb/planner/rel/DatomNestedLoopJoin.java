package org.cairndb.planner.rel;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Locale;
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
import org.cairndb.planner.exec.join.Side;

/** Join of any kind on any condition, for those without keys: every row of one input meets every row of the other, which is held in memory. */
final class DatomNestedLoopJoin extends Join implements DatomRel {
    private final Side held;

    DatomNestedLoopJoin(Join join, RelNode left, RelNode right, Side held) {
        this(left, right, join.getCondition(), join.getJoinType(), held);
    }

    private DatomNestedLoopJoin(RelNode left, RelNode right, RexNode condition, JoinRelType type, Side held) {
        super(
                left.getCluster(),
                left.getCluster().traitSetOf(DatomRel.CONVENTION),
                ImmutableList.of(),
                left,
                right,
                condition,
                ImmutableSet.of(),
                type);
        this.held = held;
    }

    @Override
    public Join copy(
            RelTraitSet traits, RexNode condition, RelNode left, RelNode right, JoinRelType type, boolean semiDone) {
        return new DatomNestedLoopJoin(left, right, condition, type, held);
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        double heldRows = HeldJoins.rows(this, held);
        double others = HeldJoins.rows(this, held.other());
        return planner.getCostFactory().makeCost(0, JoinWork.hash(0, heldRows) + JoinWork.nested(heldRows, others), 0);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("held", held.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public int streamedInput() {
        return HeldJoins.streamedInput(this, held);
    }

    @Override
    public OperatorFactory toFactory() {
        return HeldJoins.factory(this, held, List.of());
    }
}
