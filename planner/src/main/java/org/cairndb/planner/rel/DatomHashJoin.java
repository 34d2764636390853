package org.cairndb.planner.rel;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Optional;
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
import org.cairndb.planner.exec.join.HashJoin;
import org.cairndb.planner.exec.join.JoinKind;
import org.cairndb.planner.exec.join.JoinSpec;

/** Equality join with the right input in a hash table. */
final class DatomHashJoin extends Join implements DatomRel {
    private static final Set<CorrelationId> NO_VARIABLES = ImmutableSet.of();
    /** Dearer than any other way to join, but not impossible. */
    private static final double BUILD_ROW_OVER_BOUND = 100_000;

    DatomHashJoin(RelTraitSet traits, RelNode left, RelNode right, RexNode condition, JoinRelType type) {
        super(left.getCluster(), traits, ImmutableList.of(), left, right, condition, NO_VARIABLES, type);
    }

    @Override
    public Join copy(
            RelTraitSet traits, RexNode condition, RelNode left, RelNode right, JoinRelType type, boolean semiDone) {
        return new DatomHashJoin(traits, left, right, condition, type);
    }

    /** How our joins name a kind of join, if they cover it. */
    static Optional<JoinKind> kind(JoinRelType type) {
        return switch (type) {
            case INNER -> Optional.of(JoinKind.INNER);
            case LEFT -> Optional.of(JoinKind.LEFT);
            case SEMI -> Optional.of(JoinKind.SEMI);
            case ANTI -> Optional.of(JoinKind.ANTI);
            case RIGHT, FULL, ASOF, LEFT_ASOF, LEFT_MARK -> Optional.empty();
        };
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        double built = mq.getRowCount(getRight());
        double work = JoinWork.hash(mq.getRowCount(getLeft()), built);
        if (built > planner.getContext().unwrapOrThrow(JoinPolicy.class).maxBuildRows()) {
            work += built * BUILD_ROW_OVER_BOUND;
        }
        return planner.getCostFactory().makeCost(0, work, 0);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("build", "right");
    }

    @Override
    public OperatorFactory toFactory() {
        OperatorFactory left = DatomRel.factoryOf(getLeft());
        OperatorFactory right = DatomRel.factoryOf(getRight());
        List<Integer> leftKeys = analyzeCondition().leftKeys;
        List<Integer> rightKeys = analyzeCondition().rightKeys;
        JoinSpec spec =
                new JoinSpec(kind(getJoinType()).orElseThrow(), leftKeys, rightKeys, DatomRel.columnTypes(getRight()));
        return context -> new HashJoin(left.create(context), right.create(context.forAllRows()), spec, context);
    }
}
