package org.cairndb.planner.rel;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.adapter.enumerable.EnumerableInterpretable;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.convert.ConverterImpl;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.runtime.Bindable;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.OperatorFactory;
import org.jspecify.annotations.Nullable;

/** Runs Calcite's row-at-a-time operators, for which it compiles Java, and collects their rows into batches. */
final class EnumerableToDatomConverter extends ConverterImpl implements DatomRel {
    private static final double COMPILATION = 5_000_000;
    private static final double PER_ROW = 60;

    EnumerableToDatomConverter(RelOptCluster cluster, RelTraitSet traits, RelNode input) {
        super(cluster, ConventionTraitDef.INSTANCE, traits, input);
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new EnumerableToDatomConverter(getCluster(), traits, inputs.get(0));
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        return planner.getCostFactory().makeCost(0, COMPILATION + PER_ROW * mq.getRowCount(getInput()), 0);
    }

    @Override
    public OperatorFactory toFactory() {
        Map<String, Object> stashed = new HashMap<>();
        EnumerableRel input = (EnumerableRel) withCalcs(getInput());
        Bindable<?> bindable = compile(stashed, input);
        PlanDataContext.Compiled compiled = new PlanDataContext.Compiled(
                stashed, parameterTypes(input), (JavaTypeFactory) getCluster().getTypeFactory());
        List<ColumnType> types = DatomRel.columnTypes(this);
        return context -> new EnumerableOperator(
                types,
                () -> bindable.bind(new PlanDataContext(context, compiled)).enumerator(),
                context);
    }

    private static Bindable<?> compile(Map<String, Object> stashed, EnumerableRel input) {
        try {
            return EnumerableInterpretable.toBindable(stashed, null, input, EnumerableRel.Prefer.ARRAY);
        } catch (ExceptionInInitializerError e) {
            throw EnumerableErrors.translate(e);
        }
    }

    /** Filters and projections as calculations, which is the only form of them that Calcite generates code for. */
    private static RelNode withCalcs(RelNode root) {
        HepProgramBuilder program = new HepProgramBuilder();
        program.addRuleInstance(EnumerableRules.ENUMERABLE_FILTER_TO_CALC_RULE);
        program.addRuleInstance(EnumerableRules.ENUMERABLE_PROJECT_TO_CALC_RULE);
        program.addRuleInstance(CoreRules.CALC_MERGE);
        HepPlanner planner =
                new HepPlanner(program.build(), root.getCluster().getPlanner().getContext());
        planner.setRoot(root);
        return planner.findBestExp();
    }

    private static Map<Integer, RelDataType> parameterTypes(RelNode root) {
        Map<Integer, RelDataType> types = new LinkedHashMap<>();
        RexShuttle collector = new RexShuttle() {
            @Override
            public RexNode visitDynamicParam(RexDynamicParam parameter) {
                types.put(parameter.getIndex(), parameter.getType());
                return parameter;
            }
        };
        new RelVisitor() {
            @Override
            public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
                if (node instanceof EnumerableRel) {
                    node.accept(collector);
                }
                super.visit(node, ordinal, parent);
            }
        }.go(root);
        return types;
    }

    /** Rows of an enumerator that is opened by the first request. */
    interface Source {
        Enumerator<?> open();
    }
}
