package org.cairndb.planner.rel;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.join.Side;

/** Equality join of any kind with one input in a hash table. */
final class DatomHashJoin extends Join implements DatomRel {
    private static final Set<CorrelationId> NO_VARIABLES = ImmutableSet.of();
    /** Dearer than any other way to join, but not impossible. */
    private static final double BUILD_ROW_OVER_BOUND = 100_000;

    private final Side build;

    DatomHashJoin(Join join, RelNode left, RelNode right, Side build) {
        this(left, right, join.getCondition(), join.getJoinType(), build);
    }

    private DatomHashJoin(RelNode left, RelNode right, RexNode condition, JoinRelType type, Side build) {
        super(
                left.getCluster(),
                left.getCluster().traitSetOf(DatomRel.CONVENTION),
                ImmutableList.of(),
                left,
                right,
                condition,
                NO_VARIABLES,
                type);
        this.build = build;
    }

    @Override
    public Join copy(
            RelTraitSet traits, RexNode condition, RelNode left, RelNode right, JoinRelType type, boolean semiDone) {
        return new DatomHashJoin(left, right, condition, type, build);
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        double built = HeldJoins.rows(this, build);
        double work = JoinWork.hash(HeldJoins.rows(this, build.other()), built);
        if (built > planner.getContext().unwrapOrThrow(JoinPolicy.class).maxBuildRows()) {
            work += built * BUILD_ROW_OVER_BOUND;
        }
        return planner.getCostFactory().makeCost(0, work, 0);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("build", build.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public int streamedInput() {
        return HeldJoins.streamedInput(this, build);
    }

    @Override
    public OperatorFactory toFactory() {
        return HeldJoins.factory(this, build, List.of());
    }
}
