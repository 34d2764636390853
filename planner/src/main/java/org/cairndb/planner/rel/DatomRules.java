package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCostFactory;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rel.logical.LogicalWindow;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.cairndb.planner.rex.RexTranslator;

/** The rules that make plans of our operators, and the cost that chooses among them. */
public final class DatomRules {
    private DatomRules() {}

    /** Makes the costs that plans are compared by. */
    public static RelOptCostFactory costFactory() {
        return WorkCost.FACTORY;
    }

    /** Rewrites of the aggregates that do not run on batches, so that Calcite's operators can run them. */
    public static List<RelOptRule> otherAggregates() {
        return AggregateRules.forOthers();
    }

    /** Whether a node needs rewriting before there is a way to run it: a window function among other columns, or an aggregate that does not run on batches. */
    public static boolean isOther(RelNode rel) {
        return (rel instanceof Project project && project.containsOver())
                || (rel instanceof Aggregate aggregate && !DatomAggregate.covers(aggregate));
    }

    /** Every way of ours to run a logical plan. */
    public static List<RelOptRule> physical() {
        List<RelOptRule> rules = new ArrayList<>();
        rules.add(ScanRule.CONFIG.toRule());
        rules.add(FactsRule.ON_SCAN.toRule());
        rules.add(FactsRule.ON_PROJECT.toRule());
        rules.add(OrderedScanRule.ON_SCAN.toRule());
        rules.add(OrderedScanRule.ON_PROJECT.toRule());
        rules.add(JoinRule.CONFIG.toRule());
        rules.add(AggregateRules.onBatches());
        rules.add(AggregateRules.inOrder());
        rules.addAll(SetOperationRules.all());
        rules.add(convert(CorrelateByParameters.class, c -> true, DatomRules::correlate));
        rules.add(convert(Recursion.class, DatomRecursion::covers, DatomRules::recursion));
        rules.add(convert(WorkingRows.class, w -> true, DatomRules::workingRows));
        rules.add(convert(LogicalFilter.class, f -> covers(f, List.of(f.getCondition())), DatomRules::filter));
        rules.add(convert(LogicalProject.class, p -> covers(p, p.getProjects()), DatomRules::project));
        rules.add(SortRule.CONFIG.toRule());
        rules.add(convert(LogicalWindow.class, w -> new WindowCalls(w).areCovered(), DatomRules::window));
        rules.add(CoreRules.SORT_PROJECT_TRANSPOSE);
        rules.add(convert(LogicalValues.class, v -> DatomValues.covers(v.getRowType()), DatomRules::values));
        return rules;
    }

    /** Calcite's row-at-a-time operators and the ways to and from them, for statements that ours do not cover. */
    public static List<RelOptRule> rowAtATime() {
        List<RelOptRule> rules = new ArrayList<>();
        rules.add(border(DatomRel.CONVENTION, EnumerableConvention.INSTANCE, DatomRules::toEnumerable));
        rules.add(border(EnumerableConvention.INSTANCE, DatomRel.CONVENTION, DatomRules::toDatom));
        for (RelOptRule rule : EnumerableRules.rules()) {
            boolean wanted = !rule.equals(EnumerableRules.ENUMERABLE_MERGE_JOIN_RULE)
                    && !rule.equals(EnumerableRules.ENUMERABLE_AGGREGATE_RULE)
                    && !rule.equals(EnumerableRules.ENUMERABLE_SORTED_AGGREGATE_RULE)
                    && !rule.equals(EnumerableRules.ENUMERABLE_TABLE_SCAN_RULE)
                    && !rule.equals(EnumerableRules.ENUMERABLE_TABLE_MODIFICATION_RULE);
            if (wanted) {
                rules.add(rule);
            }
        }
        rules.add(AggregateRules.rowAtATime());
        return rules;
    }

    private static boolean covers(RelNode rel, List<RexNode> expressions) {
        boolean simple = expressions.stream().noneMatch(e -> RexUtil.containsCorrelation(e) || RexOver.containsOver(e));
        return simple
                && new RexTranslator(rel.getCluster().getRexBuilder())
                        .translateAll(expressions)
                        .isPresent();
    }

    private static RelNode input(RelNode rel) {
        RelNode input = rel.getInput(0);
        return RelOptRule.convert(
                input, input.getTraitSet().replace(DatomRel.CONVENTION).simplify());
    }

    private static RelNode filter(RelNode rel) {
        Filter filter = (Filter) rel;
        RelNode input = input(rel);
        return new DatomFilter(rel.getCluster(), input.getTraitSet(), input, filter.getCondition());
    }

    private static RelNode correlate(RelNode rel) {
        CorrelateByParameters correlate = (CorrelateByParameters) rel;
        return new DatomCorrelate(
                rel.getCluster(),
                rel.getCluster().traitSetOf(DatomRel.CONVENTION),
                List.of(JoinRule.ours(correlate.getLeft()), JoinRule.ours(correlate.getRight())),
                correlate.binding());
    }

    private static RelNode recursion(RelNode rel) {
        Recursion recursion = (Recursion) rel;
        return new DatomRecursion(
                rel.getCluster(),
                rel.getCluster().traitSetOf(DatomRel.CONVENTION),
                List.of(JoinRule.ours(recursion.getLeft()), JoinRule.ours(recursion.getRight())),
                recursion.repetition());
    }

    private static RelNode workingRows(RelNode rel) {
        WorkingRows rows = (WorkingRows) rel;
        RelTraitSet traits = rel.getCluster().traitSetOf(DatomRel.CONVENTION);
        return new DatomWorkingRows(rel.getCluster(), traits, rows.getRowType(), rows.recursion());
    }

    private static RelNode project(RelNode rel) {
        Project project = (Project) rel;
        return new DatomProject(
                rel.getTraitSet().replace(DatomRel.CONVENTION).simplify(),
                input(rel),
                project.getProjects(),
                project.getRowType());
    }

    private static RelNode window(RelNode rel) {
        RelTraitSet traits = rel.getCluster().traitSetOf(DatomRel.CONVENTION);
        return new DatomWindow(traits, RelOptRule.convert(rel.getInput(0), traits), (Window) rel);
    }

    private static RelNode values(RelNode rel) {
        Values values = (Values) rel;
        return new DatomValues(
                rel.getCluster(),
                values.getRowType(),
                values.getTuples(),
                rel.getTraitSet().replace(DatomRel.CONVENTION).simplify());
    }

    private static RelNode toEnumerable(RelNode rel) {
        return new DatomToEnumerableConverter(
                rel.getCluster(), rel.getTraitSet().replace(EnumerableConvention.INSTANCE), rel);
    }

    private static RelNode toDatom(RelNode rel) {
        return new EnumerableToDatomConverter(
                rel.getCluster(), rel.getTraitSet().replace(DatomRel.CONVENTION), rel);
    }

    /** Makes one rel of ours from a logical one. */
    private interface Conversion {
        RelNode apply(RelNode rel);
    }

    private static <R extends RelNode> RelOptRule convert(Class<R> type, Predicate<R> covered, Conversion conversion) {
        return ConverterRule.Config.INSTANCE
                .withConversion(
                        type, covered::test, Convention.NONE, DatomRel.CONVENTION, "Datom" + type.getSimpleName())
                .withRuleFactory(config -> new ConversionRule(config, conversion))
                .toRule();
    }

    private static RelOptRule border(Convention from, Convention to, Conversion conversion) {
        return ConverterRule.Config.INSTANCE
                .withConversion(RelNode.class, from, to, from.getName() + "To" + to.getName())
                .withRuleFactory(config -> new ConversionRule(config, conversion))
                .toRule();
    }

    /** A rule that is one conversion. */
    private static final class ConversionRule extends ConverterRule {
        private final Conversion conversion;

        ConversionRule(Config config, Conversion conversion) {
            super(config);
            this.conversion = conversion;
        }

        @Override
        public RelNode convert(RelNode rel) {
            return conversion.apply(rel);
        }

        @Override
        public boolean isGuaranteed() {
            return getInTrait() != Convention.NONE;
        }
    }

    /** The parts of a condition that all must hold. */
    static List<RexNode> conjunctions(RexNode condition) {
        return RelOptUtil.conjunctions(condition);
    }
}
