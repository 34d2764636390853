package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.rel.core.Join;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.join.DynamicFilter;
import org.cairndb.planner.exec.join.HashJoin;
import org.cairndb.planner.exec.join.HashPlan;
import org.cairndb.planner.exec.join.JoinSpec;
import org.cairndb.planner.exec.join.Side;

/** What joins that hold one input in memory have in common. */
final class HeldJoins {
    private HeldJoins() {}

    static OperatorFactory factory(Join join, Side build, List<DynamicFilter> filters) {
        OperatorFactory left = DatomRel.factoryOf(join.getLeft());
        OperatorFactory right = DatomRel.factoryOf(join.getRight());
        JoinSpec spec = JoinCondition.of(join)
                .spec(join)
                .orElseThrow(() -> new IllegalStateException("A join is not covered: " + join.getCondition()));
        HashPlan plan = new HashPlan(spec, build, filters);
        HashJoin.Inputs inputs = new HashJoin.Inputs(left, right);
        return context -> new HashJoin(inputs, plan, context);
    }

    /** The input whose rows are handled one after the other; none if rows of the other one come at the end. */
    static int streamedInput(Join join, Side build) {
        boolean givesHeld = JoinCondition.kind(join.getJoinType())
                .filter(kind -> kind.givesHeld(build))
                .isPresent();
        int streamed = build == Side.LEFT ? 1 : 0;
        return givesHeld ? DatomRel.NO_INPUT : streamed;
    }

    /** Estimated rows of an input of a join. */
    static double rows(Join join, Side side) {
        return join.getCluster().getMetadataQuery().getRowCount(side == Side.LEFT ? join.getLeft() : join.getRight());
    }
}
