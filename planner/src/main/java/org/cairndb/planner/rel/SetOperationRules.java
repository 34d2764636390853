package org.cairndb.planner.rel;

import java.util.List;
import java.util.function.Predicate;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.ConverterRule;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.logical.LogicalIntersect;
import org.apache.calcite.rel.logical.LogicalMinus;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.rules.CoreRules;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.aggregate.Grouping;

/** Runs set operations on batches. */
final class SetOperationRules {
    private SetOperationRules() {}

    static List<RelOptRule> all() {
        return List.of(
                CoreRules.UNION_TO_DISTINCT,
                rule(LogicalUnion.class, union -> union.all),
                rule(LogicalIntersect.class, SetOperationRules::comparesVectors),
                rule(LogicalMinus.class, SetOperationRules::comparesVectors));
    }

    private static boolean comparesVectors(SetOp operation) {
        return operation.getRowType().getFieldCount() <= Grouping.MAX_KEYS
                && DatomRel.columnTypes(operation).stream().noneMatch(type -> type.kind() == Kind.OTHER);
    }

    private static <R extends SetOp> RelOptRule rule(Class<R> type, Predicate<R> covered) {
        return ConverterRule.Config.INSTANCE
                .withConversion(
                        type, covered::test, Convention.NONE, DatomRel.CONVENTION, "Datom" + type.getSimpleName())
                .withRuleFactory(Conversion::new)
                .toRule(Conversion.class);
    }

    private static final class Conversion extends ConverterRule {
        Conversion(Config config) {
            super(config);
        }

        @Override
        public RelNode convert(RelNode rel) {
            SetOp operation = (SetOp) rel;
            RelTraitSet traits = rel.getCluster().traitSetOf(DatomRel.CONVENTION);
            List<RelNode> inputs = operation.getInputs().stream()
                    .map(input -> convert(
                            unified(input, operation),
                            input.getTraitSet().replace(DatomRel.CONVENTION).simplify()))
                    .toList();
            return operation instanceof LogicalUnion
                    ? new DatomUnion(rel.getCluster(), traits, inputs)
                    : new DatomSetOperation(traits, inputs, operation.kind, operation.all);
        }

        /** The input with columns of the kinds that the result has. */
        private static RelNode unified(RelNode input, SetOp operation) {
            List<ColumnType> have = DatomRel.columnTypes(input);
            List<ColumnType> want = DatomRel.columnTypes(operation);
            for (int i = 0; i < have.size(); i++) {
                boolean same = have.get(i).kind() == want.get(i).kind()
                        && have.get(i).scale() == want.get(i).scale();
                if (!same) {
                    return RelOptUtil.createCastRel(input, operation.getRowType(), false);
                }
            }
            return input;
        }
    }
}
