package org.cairndb.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.sql.SqlExplainLevel;
import org.jspecify.annotations.Nullable;

/** A plan as EXPLAIN shows it: one operator a line, with estimated rows. */
final class PlanText {
    private PlanText() {}

    static Stream<String> lines(RelNode best) {
        List<RelNode> order = new ArrayList<>();
        new RelVisitor() {
            @Override
            public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
                order.add(node);
                super.visit(node, ordinal, parent);
            }
        }.go(best);
        String[] lines =
                RelOptUtil.toString(best, SqlExplainLevel.EXPPLAN_ATTRIBUTES).split("\n");
        for (int i = 0; i < lines.length && i < order.size(); i++) {
            double rows = best.getCluster().getMetadataQuery().getRowCount(order.get(i));
            lines[i] += String.format(Locale.ROOT, ": about %.0f rows", rows);
        }
        return Stream.of(lines);
    }
}
