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
import org.cairndb.planner.exec.join.DynamicFilter;
import org.cairndb.planner.exec.join.Side;

/** Equality join of any kind with one input in a hash table. */
final class DatomHashJoin extends Join implements DatomRel {
    private static final Set<CorrelationId> NO_VARIABLES = ImmutableSet.of();
    /** Dearer than any other way to join, but not impossible. */
    private static final double BUILD_ROW_OVER_BOUND = 100_000;

    private final Side build;
    private final List<DynamicFilter> filters;

    DatomHashJoin(Join join, RelNode left, RelNode right, Side build) {
        this(left, right, join.getCondition(), join.getJoinType(), new Held(build, List.of()));
    }

    private record Held(Side build, List<DynamicFilter> filters) {}

    private DatomHashJoin(RelNode left, RelNode right, RexNode condition, JoinRelType type, Held held) {
        super(
                left.getCluster(),
                left.getCluster().traitSetOf(DatomRel.CONVENTION),
                ImmutableList.of(),
                left,
                right,
                condition,
                NO_VARIABLES,
                type);
        this.build = held.build;
        this.filters = List.copyOf(held.filters);
    }

    @Override
    public Join copy(
            RelTraitSet traits, RexNode condition, RelNode left, RelNode right, JoinRelType type, boolean semiDone) {
        return new DatomHashJoin(left, right, condition, type, new Held(build, filters));
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

    /** The input in the hash table. */
    Side build() {
        return build;
    }

    /** The same join of other inputs, which tells filters the keys that it holds. */
    DatomHashJoin telling(List<DynamicFilter> newFilters, RelNode left, RelNode right) {
        return new DatomHashJoin(left, right, getCondition(), getJoinType(), new Held(build, newFilters));
    }

    @Override
    public int streamedInput() {
        return HeldJoins.streamedInput(this, build);
    }

    @Override
    public OperatorFactory toFactory() {
        return HeldJoins.factory(this, build, filters);
    }
}
