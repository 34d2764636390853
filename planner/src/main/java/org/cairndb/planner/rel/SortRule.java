package org.cairndb.planner.rel;

import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalSort;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.rel.DatomSort.Bounds;

/** Sorts, or reads an input that is in order already, in which case the sort vanishes or only limits. */
final class SortRule extends RelRule<SortRule.Config> {
    /** Any sort. */
    static final Config CONFIG = new Config();

    private SortRule(Config config) {
        super(config);
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        LogicalSort sort = call.rel(0);
        boolean covered = DatomRel.columnTypes(sort.getInput()).stream().noneMatch(t -> t.kind() == Kind.OTHER);
        if (!covered) {
            return;
        }
        RelNode input = sort.getInput();
        RelTraitSet anyOrder = input.getCluster().traitSetOf(DatomRel.CONVENTION);
        call.transformTo(sorted(sort, RelOptRule.convert(input, anyOrder)));
        if (sort.getCollation().getFieldCollations().isEmpty()) {
            return;
        }
        RelNode inOrder = RelOptRule.convert(input, anyOrder.replace(sort.getCollation()));
        boolean limits = sort.offset != null || sort.fetch != null;
        call.transformTo(limits ? sorted(sort, inOrder) : inOrder);
    }

    private static RelNode sorted(LogicalSort sort, RelNode input) {
        return new DatomSort(
                sort.getTraitSet().replace(DatomRel.CONVENTION),
                input,
                sort.getCollation(),
                new Bounds(sort.offset, sort.fetch));
    }

    /** Where the rule matches. */
    static final class Config extends FixedRuleConfig {
        private Config() {
            super("DatomSortRule", b -> b.operand(LogicalSort.class).anyInputs());
        }

        @Override
        public SortRule toRule() {
            return new SortRule(this);
        }
    }
}
