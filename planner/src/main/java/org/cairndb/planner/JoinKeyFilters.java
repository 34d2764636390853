package org.cairndb.planner;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/** Says of the keys of inner joins that they are not null, so that an index on the values, which holds no nulls, can serve as input. */
final class JoinKeyFilters extends RelHomogeneousShuttle {
    private JoinKeyFilters() {}

    static RelNode addTo(RelNode root) {
        return root.accept(new JoinKeyFilters());
    }

    @Override
    public RelNode visit(RelNode other) {
        RelNode visited = super.visit(other);
        if (!(visited instanceof Join join) || join.getJoinType() != JoinRelType.INNER) {
            return visited;
        }
        JoinInfo info = join.analyzeCondition();
        return join.copy(
                join.getTraitSet(),
                List.of(notNull(join.getLeft(), info.leftKeys, info), notNull(join.getRight(), info.rightKeys, info)));
    }

    private static RelNode notNull(RelNode input, List<Integer> keys, JoinInfo info) {
        RexBuilder rexBuilder = input.getCluster().getRexBuilder();
        List<RexNode> conditions = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            int key = keys.get(i);
            if (info.nullExclusionFlags.get(i)
                    && input.getRowType().getFieldList().get(key).getType().isNullable()) {
                conditions.add(
                        rexBuilder.makeCall(SqlStdOperatorTable.IS_NOT_NULL, rexBuilder.makeInputRef(input, key)));
            }
        }
        return conditions.isEmpty()
                ? input
                : LogicalFilter.create(input, RexUtil.composeConjunction(rexBuilder, conditions));
    }
}
