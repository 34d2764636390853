package org.cairndb.planner.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.cairndb.planner.estimate.ColumnEstimate;
import org.cairndb.planner.estimate.PlanMetadata;
import org.cairndb.planner.rel.DatomTableScan;

/**
 * Keeps groups from being made that a join drops: where a grouped input is joined by a group key to a table that has few values of it left, only rows with
 * those values are grouped. The table is read twice for that, so it pays only where most groups fall away.
 */
final class GroupedFactors {
    /** Values left, as a share of all, up to which it pays. */
    private static final double FEW = 0.2;

    private GroupedFactors() {}

    /** The grouped input with fewer rows below its groups, or as it is. */
    static RelNode narrowed(RelNode grouped, int column, DatomTableScan table, int tableColumn) {
        if (grouped instanceof LogicalFilter filter) {
            RelNode input = narrowed(filter.getInput(), column, table, tableColumn);
            return filter.copy(filter.getTraitSet(), List.of(input));
        }
        if (grouped instanceof LogicalProject project && project.getProjects().get(column) instanceof RexInputRef ref) {
            RelNode input = narrowed(project.getInput(), ref.getIndex(), table, tableColumn);
            return project.copy(project.getTraitSet(), List.of(input));
        }
        if (!(grouped instanceof LogicalAggregate aggregate)
                || column >= aggregate.getGroupCount()
                || aggregate.getGroupSets().size() != 1) {
            return grouped;
        }
        RelNode joined = joined(aggregate.getInput(), aggregate.getGroupSet().nth(column), table, tableColumn);
        return aggregate.copy(aggregate.getTraitSet(), List.of(joined));
    }

    /** Whether a table leaves few enough values of a column. */
    static boolean isSelective(DatomTableScan table, int column, PlanMetadata metadata) {
        ColumnEstimate values = metadata.estimate(table).columns().get(column);
        return values.distinct() < FEW * values.domain();
    }

    private static RelNode joined(RelNode rows, int key, DatomTableScan table, int tableColumn) {
        RexBuilder rexBuilder = rows.getCluster().getRexBuilder();
        int width = rows.getRowType().getFieldCount();
        DatomTableScan keys = table.select(List.of(table.columns().get(tableColumn)));
        RexNode condition = rexBuilder.makeCall(
                SqlStdOperatorTable.EQUALS,
                rexBuilder.makeInputRef(rows, key),
                new RexInputRef(width, keys.getRowType().getFieldList().get(0).getType()));
        boolean unique = table.datomTable().isUnique(table.columns().get(tableColumn));
        JoinRelType type = unique ? JoinRelType.INNER : JoinRelType.SEMI;
        RelNode join = LogicalJoin.create(rows, keys, List.of(), condition, Set.of(), type);
        if (!unique) {
            return join;
        }
        List<RexNode> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            columns.add(rexBuilder.makeInputRef(join, i));
        }
        return LogicalProject.create(join, List.of(), columns, rows.getRowType().getFieldNames(), Set.of());
    }
}
