package org.cairndb.planner;

import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.tools.RelBuilder;

/**
 * Turns correlated parts of a plan into joins. Only those parts are given to Calcite's decorrelation: above them it would take the constants out of the keys
 * of an aggregate, and one without any keys left gives a row even where there are none to group.
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
            return RelDecorrelator.decorrelateQuery(rel, builder);
        }
        List<RelNode> inputs = rel.getInputs().stream().map(this::visit).toList();
        return inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
    }

    private static boolean leadsToCorrelate(RelNode rel) {
        RelNode below = rel;
        while (below instanceof Filter || below instanceof Project) {
            below = below.getInput(0);
        }
        return below instanceof Correlate;
    }
}
