package org.cairndb.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.sql.SqlExplainLevel;
import org.cairndb.planner.rel.DatomRel;
import org.cairndb.planner.rel.PlanPlaces;
import org.jspecify.annotations.Nullable;

/** A plan as EXPLAIN shows it: one operator a line, with estimated rows. */
final class PlanText {
    /** The character set that every text has, which Calcite writes out before and after literals. */
    private static final Pattern CHARACTER_SET =
            Pattern.compile("_UTF-8(?=')|:(VAR)?CHAR(\\(\\d+\\))? CHARACTER SET \"UTF-8\"");

    private PlanText() {}

    /**
     * A line of a plan that is going to be measured.
     *
     * @param text what EXPLAIN shows
     * @param place number of the operator, if it is one of ours
     * @param inputs numbers of the nearest operators of ours below it
     */
    record Line(String text, OptionalInt place, List<Integer> inputs) {
        Line {
            inputs = List.copyOf(inputs);
        }
    }

    static Stream<String> lines(RelNode best) {
        return texts(best, inOrder(best)).stream();
    }

    static List<Line> measuredLines(RelNode best, PlanPlaces places) {
        List<RelNode> order = inOrder(best);
        List<String> texts = texts(best, order);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            RelNode rel = order.get(i);
            OptionalInt place = rel instanceof DatomRel ? OptionalInt.of(places.of(rel)) : OptionalInt.empty();
            List<Integer> inputs = new ArrayList<>();
            rel.getInputs().forEach(input -> addNearest(input, places, inputs));
            lines.add(new Line(texts.get(i), place, inputs));
        }
        return lines;
    }

    private static void addNearest(RelNode rel, PlanPlaces places, List<Integer> nearest) {
        if (rel instanceof DatomRel) {
            nearest.add(places.of(rel));
        } else {
            rel.getInputs().forEach(input -> addNearest(input, places, nearest));
        }
    }

    private static List<RelNode> inOrder(RelNode best) {
        List<RelNode> order = new ArrayList<>();
        new RelVisitor() {
            @Override
            public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
                order.add(node);
                super.visit(node, ordinal, parent);
            }
        }.go(best);
        return order;
    }

    private static List<String> texts(RelNode best, List<RelNode> order) {
        String[] lines =
                RelOptUtil.toString(best, SqlExplainLevel.EXPPLAN_ATTRIBUTES).split("\n");
        for (int i = 0; i < lines.length && i < order.size(); i++) {
            double rows = best.getCluster().getMetadataQuery().getRowCount(order.get(i));
            lines[i] = CHARACTER_SET.matcher(lines[i]).replaceAll("")
                    + String.format(Locale.ROOT, ": about %.0f rows", rows);
        }
        return List.of(lines);
    }
}
