package org.cairndb.planner.order;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.cairndb.planner.estimate.PlanMetadata;

/** Gives every region of joins in a plan the order that costs least. */
public final class JoinOrder extends RelHomogeneousShuttle {
    private static final int LEAST_FACTORS = 2;

    private final PlanMetadata metadata;

    private JoinOrder(PlanMetadata metadata) {
        this.metadata = metadata;
    }

    /** The plan with joins in the best order that was found. */
    public static RelNode of(RelNode root, PlanMetadata metadata) {
        return root.accept(new JoinOrder(metadata));
    }

    @Override
    public RelNode visit(RelNode rel) {
        if (!(rel instanceof Join) || !JoinRegion.canBeginAt(rel)) {
            return super.visit(rel);
        }
        JoinRegion region = JoinRegion.at(rel, this);
        if (region.factors().size() < LEAST_FACTORS || region.factors().size() > JoinGraph.MAX_FACTORS) {
            return super.visit(rel);
        }
        JoinGraph graph = new JoinGraph(region, metadata, rel.getCluster().getRexBuilder());
        return new JoinTree(region, graph).build(new JoinSearch(graph).best());
    }
}
