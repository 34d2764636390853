package org.cairndb.planner;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.plan.Context;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelCollationTraitDef;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.tools.RelBuilder;
import org.cairndb.planner.estimate.PlanMetadata;
import org.cairndb.planner.order.JoinOrder;
import org.cairndb.planner.rel.Correlations;
import org.cairndb.planner.rel.DatomRel;
import org.cairndb.planner.rel.DatomRules;
import org.cairndb.planner.rel.DynamicFilters;
import org.cairndb.planner.rel.Pipelines;
import org.cairndb.planner.rel.PlanTrimmer;
import org.cairndb.planner.rel.PlanningReads;
import org.cairndb.planner.rel.PlanningSnapshots;
import org.cairndb.planner.rel.Recursions;
import org.cairndb.planner.rel.SnapshotClauses;
import org.cairndb.planner.rewrite.Alternatives;
import org.cairndb.planner.rewrite.ConstantFolding;
import org.cairndb.planner.rewrite.LiteralAggregates;
import org.cairndb.planner.rewrite.MergedProjections;
import org.cairndb.planner.rewrite.PushedConditions;
import org.cairndb.planner.rewrite.SemiJoins;

/**
 * Turns a validated statement into a plan of our operators: rewrites that always help, one after the other; then the join order by row counts; then the
 * cheapest way to run each part.
 */
final class PlanOptimizer {
    private static final List<RelOptRule> SUBQUERIES = List.of(
            CoreRules.FILTER_SUB_QUERY_TO_CORRELATE,
            CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE,
            CoreRules.JOIN_SUB_QUERY_TO_CORRELATE);

    private static final List<RelOptRule> REWRITES =
            concat(DatomRules.otherAggregates(), CoreRules.PROJECT_TO_LOGICAL_PROJECT_AND_WINDOW);

    private static final List<RelOptRule> PHYSICAL = DatomRules.physical();

    private static final List<RelOptRule> WITH_ROW_AT_A_TIME =
            Stream.concat(PHYSICAL.stream(), DatomRules.rowAtATime().stream()).toList();

    private static final int NEVER_MERGE = -1;

    private final SqlValidator validator;
    private final CalciteCatalogReader catalog;
    private final SqlRexConvertletTable calls;
    private final VolcanoPlanner volcano;
    private final RelOptCluster cluster;
    private final PlanMetadata metadata = new PlanMetadata();

    PlanOptimizer(SqlValidator validator, CalciteCatalogReader catalog, Context context, SqlRexConvertletTable calls) {
        this.validator = validator;
        this.calls = calls;
        this.catalog = catalog;
        this.volcano = new VolcanoPlanner(DatomRules.costFactory(), context);
        volcano.addRelTraitDef(ConventionTraitDef.INSTANCE);
        volcano.addRelTraitDef(RelCollationTraitDef.INSTANCE);
        volcano.setTopDownOpt(false);
        // Constants are folded by our own kernels; Calcite's would compile Java for each.
        volcano.setExecutor((rexBuilder, constants, folded) -> folded.addAll(constants));
        this.cluster = RelOptCluster.create(volcano, new UuidCasts(catalog.getTypeFactory()));
        cluster.setMetadataQuerySupplier(() -> metadata);
    }

    /** The statement as a logical plan, subqueries inside it still. */
    RelNode logical(SqlNode validated) {
        SqlToRelConverter.Config config = SqlToRelConverter.config()
                .withExpand(false)
                .withTrimUnusedFields(false)
                .withRelBuilderConfigTransform(builder -> builder.withBloat(NEVER_MERGE))
                .withInSubQueryThreshold(Integer.MAX_VALUE);
        SqlToRelConverter converter = new SqlToRelConverter(
                (rowType, query, schemaPath, viewPath) -> {
                    throw new IllegalStateException("There are no views");
                },
                validator,
                catalog,
                cluster,
                calls,
                config);
        RelRoot root = converter.convertQuery(validated, false, true);
        RelNode plan = MergedProjections.of(root.project(), RelFactories.LOGICAL_BUILDER.create(cluster, null));
        return Recursions.ofOurs(SnapshotClauses.intoScans(plan));
    }

    /** The cheapest way to run a logical plan. */
    RelNode optimize(RelNode logical) {
        RelNode joined = SemiJoins.of(ConstantFolding.of(logical));
        if (!PlanSearch.has(joined, PlanSearch::asks)) {
            return planned(joined);
        }
        RelNode correlated = run(joined, SUBQUERIES);
        RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(cluster, null);
        RelNode decorrelated = Decorrelation.of(correlated, builder);
        if (ColumnCheck.passes(decorrelated)) {
            try {
                return planned(decorrelated);
            } catch (RelOptPlanner.CannotPlanException e) {
                volcano.clear();
            }
        }
        return planned(correlated);
    }

    private RelNode planned(RelNode logical) {
        RelNode plain =
                PlanSearch.has(logical, LiteralAggregates::givesLiteral) ? LiteralAggregates.of(logical) : logical;
        return physical(trim(rewrite(Correlations.byParameters(plain))));
    }

    private RelNode rewrite(RelNode root) {
        RelNode pushed = PushedConditions.of(Alternatives.of(root));
        RelNode rewritten =
                PlanSearch.has(pushed, DatomRules::isOther) ? PushedConditions.of(run(pushed, REWRITES)) : pushed;
        if (!PlanSearch.has(rewritten, Join.class::isInstance)) {
            return rewritten;
        }
        PlanningReads.fetch(rewritten, volcano.getContext().unwrapOrThrow(PlanningSnapshots.class));
        RelNode withKeys = PushedConditions.of(JoinKeyFilters.addTo(rewritten));
        return PushedConditions.of(JoinOrder.of(withKeys, metadata));
    }

    private RelNode trim(RelNode root) {
        RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(cluster, null);
        return PushedConditions.of(new PlanTrimmer(builder).trim(root));
    }

    /** The cheapest plan of our operators; only where they do not cover the statement, Calcite's join in. */
    private RelNode physical(RelNode root) {
        try {
            return cheapest(root, PHYSICAL);
        } catch (RelOptPlanner.CannotPlanException e) {
            volcano.clear();
            return cheapest(root, WITH_ROW_AT_A_TIME);
        }
    }

    private RelNode cheapest(RelNode root, List<RelOptRule> rules) {
        rules.forEach(volcano::addRule);
        RelTraitSet order = ordersRows(root) ? root.getTraitSet() : cluster.traitSet();
        RelTraitSet wanted = order.replace(DatomRel.CONVENTION).simplify();
        volcano.setRoot(volcano.changeTraits(root, wanted));
        return Pipelines.gathered(DynamicFilters.addTo(volcano.findBestExp()));
    }

    /** Whether the statement orders its rows; other rows may have an order by chance, such as no rows at all, but nobody asks for it. */
    private static boolean ordersRows(RelNode root) {
        RelNode node = root;
        while (node instanceof Project project) {
            node = project.getInput();
        }
        return node instanceof Sort;
    }

    private static List<RelOptRule> concat(List<RelOptRule> first, RelOptRule... others) {
        return Stream.concat(first.stream(), Arrays.stream(others)).toList();
    }

    private static RelNode run(RelNode root, List<RelOptRule> rules) {
        HepProgramBuilder program = new HepProgramBuilder();
        program.addRuleCollection(rules);
        return run(root, program);
    }

    private static RelNode run(RelNode root, HepProgramBuilder program) {
        RelOptPlanner planner =
                new HepPlanner(program.build(), root.getCluster().getPlanner().getContext());
        planner.setRoot(root);
        return planner.findBestExp();
    }
}
