package org.cairndb.planner;

import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Turns correlated parts of a plan into joins. Only those parts are given to Calcite's decorrelation: above them it would take the constants out of the keys
 * of an aggregate, and one without any keys left gives a row even where there are none to group. What would lose rows as a join stays a correlation.
 */
final class Decorrelation {
    private final RelBuilder builder;

    private Decorrelation(RelBuilder builder) {
        this.builder = builder;
    }

    /** The plan with as few correlations as possible. */
    static RelNode of(RelNode root, RelBuilder builder) {
        return new Decorrelation(builder).visit(root);
    }

    private RelNode visit(RelNode rel) {
        if (leadsToCorrelate(rel)) {
            if (PlanSearch.has(rel, Decorrelation::losesTotals)) {
                return rel;
            }
            return RelDecorrelator.decorrelateQuery(rel, builder);
        }
        List<RelNode> inputs = rel.getInputs().stream().map(this::visit).toList();
        return inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
    }

    /**
     * Whether a correlation asks for an aggregate without keys and goes on with its row. As a join it would have a row for each key that occurs, and so
     * none to go on with where there is nothing to aggregate; a left join makes up for that only if nothing but projections stands between.
     */
    private static boolean losesTotals(RelNode rel) {
        if (!(rel instanceof Correlate correlate)) {
            return false;
        }
        RelNode asked = correlate.getRight();
        while (asked instanceof Project) {
            asked = asked.getInput(0);
        }
        CorrelationId id = correlate.getCorrelationId();
        return asked.getInputs().stream().anyMatch(input -> PlanSearch.has(input, below -> isTotal(below, id)));
    }

    private static boolean isTotal(RelNode rel, CorrelationId id) {
        return rel instanceof Aggregate aggregate
                && aggregate.getGroupSets().stream().anyMatch(ImmutableBitSet::isEmpty)
                && RelOptUtil.getVariablesUsed(aggregate).contains(id);
    }

    private static boolean leadsToCorrelate(RelNode rel) {
        RelNode below = rel;
        while (below instanceof Filter || below instanceof Project) {
            below = below.getInput(0);
        }
        return below instanceof Correlate;
    }
}
