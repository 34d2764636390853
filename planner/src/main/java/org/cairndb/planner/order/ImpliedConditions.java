package org.cairndb.planner.order;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.cairndb.planner.rel.DatomTableScan;

/** What a condition on one column says of the columns that must be equal to it. */
final class ImpliedConditions {
    private ImpliedConditions() {}

    /** Conditions that a table has on one of the columns that it gives out, besides that it is not null. */
    static List<RexNode> on(RelNode factor, int column) {
        if (!(factor instanceof DatomTableScan scan)) {
            return List.of();
        }
        int tableColumn = scan.columns().get(column);
        return scan.conditions().stream()
                .filter(c -> !c.isA(SqlKind.IS_NOT_NULL))
                .filter(c -> RelOptUtil.InputFinder.bits(c).equals(ImmutableBitSet.of(tableColumn)))
                .toList();
    }

    /** A factor with these conditions on another column of the same type. */
    static RelNode add(RelNode factor, int column, List<RexNode> conditions) {
        RelDataType type = factor.getRowType().getFieldList().get(column).getType();
        if (factor instanceof DatomTableScan scan
                && scan.datomTable().isComputed(scan.columns().get(column))) {
            return factor;
        }
        boolean isTable = factor instanceof DatomTableScan;
        List<RexNode> known = new ArrayList<>(isTable ? ((DatomTableScan) factor).conditions() : List.of());
        int place = isTable ? ((DatomTableScan) factor).columns().get(column) : column;
        List<RexNode> added = new ArrayList<>();
        for (RexNode condition : conditions) {
            RexNode moved = condition.accept(new RexShuttle() {
                @Override
                public RexNode visitInputRef(RexInputRef ref) {
                    return new RexInputRef(place, type);
                }
            });
            if (SqlTypeUtil.equalSansNullability(typeIn(condition), type) && !known.contains(moved)) {
                added.add(moved);
            }
        }
        if (added.isEmpty()) {
            return factor;
        }
        return factor instanceof DatomTableScan scan
                ? scan.where(added)
                : LogicalFilter.create(
                        factor, RexUtil.composeConjunction(factor.getCluster().getRexBuilder(), added));
    }

    /** The type of the only column that a condition names. */
    private static RelDataType typeIn(RexNode condition) {
        RelDataType[] type = {condition.getType()};
        condition.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                type[0] = ref.getType();
                return ref;
            }
        });
        return type[0];
    }
}
