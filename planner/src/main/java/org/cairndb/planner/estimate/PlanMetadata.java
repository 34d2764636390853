package org.cairndb.planner.estimate;

import java.util.List;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.ProxyingMetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * What Calcite asks about plans. What is asked often is answered here, without reflection and once a node; the rest by Calcite's own code behind proxies,
 * which needs no compilation. One serves one statement; not thread-safe.
 */
public final class PlanMetadata extends RelMetadataQuery {
    private static final ProxyingMetadataHandlerProvider OTHERS =
            new ProxyingMetadataHandlerProvider(DefaultRelMetadataProvider.INSTANCE);

    private final RelEstimates estimates = new RelEstimates(this);

    /** Metadata for one statement. */
    public PlanMetadata() {
        super(OTHERS);
    }

    /** What is guessed of the rows of a node. */
    public Estimate estimate(RelNode rel) {
        return estimates.of(rel);
    }

    /** The share of rows for which a condition over these columns holds. */
    public static double share(RexNode condition, List<ColumnEstimate> columns, RexBuilder rexBuilder) {
        return new ConditionEstimates(columns, rexBuilder).share(condition);
    }

    @Override
    public Double getRowCount(RelNode rel) {
        return Math.max(1, estimates.of(rel).rows());
    }

    @Override
    public RelOptCost getNonCumulativeCost(RelNode rel) {
        return rel.computeSelfCost(rel.getCluster().getPlanner(), this);
    }

    @Override
    public Double getSelectivity(RelNode rel, @Nullable RexNode predicate) {
        return predicate == null ? 1 : conditions(rel).share(predicate);
    }

    @Override
    public Double getDistinctRowCount(RelNode rel, ImmutableBitSet groupKey, @Nullable RexNode predicate) {
        Estimate all = estimates.of(rel);
        Estimate chosen = predicate == null ? all : all.thinned(all.rows() * getSelectivity(rel, predicate));
        return chosen.distinct(groupKey);
    }

    @Override
    public Double getPopulationSize(RelNode rel, ImmutableBitSet groupKey) {
        return estimates.of(rel).distinct(groupKey);
    }

    /** Predicates are moved by rules of their own; asking for them at every turn costs more than it gains. */
    @Override
    public RelOptPredicateList getPulledUpPredicates(RelNode rel) {
        return RelOptPredicateList.EMPTY;
    }

    private ConditionEstimates conditions(RelNode rel) {
        return new ConditionEstimates(
                estimates.of(rel).columns(), rel.getCluster().getRexBuilder());
    }
}
