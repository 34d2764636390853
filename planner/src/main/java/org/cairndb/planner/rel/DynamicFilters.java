package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.cairndb.planner.exec.join.DynamicFilter;
import org.cairndb.planner.exec.join.JoinKind;
import org.cairndb.planner.exec.join.Side;
import org.cairndb.planner.exec.scan.LateCondition;
import org.cairndb.planner.rel.JoinCondition.KeyPair;
import org.cairndb.planner.rex.DatomTypes;

/**
 * Connects hash joins with scans below the input that they stream: the keys of the rows held are known before that input is read, and rows with other
 * keys need not be read where the kind of the join drops them anyway.
 */
public final class DynamicFilters {
    /** A filter is worth it if the keys held are at most this part of those of the scan. */
    private static final double WORTHWHILE = 0.5;
    /** Scans of fewer rows are read as they are. */
    private static final double SMALL_SCAN = 1_000;

    private DynamicFilters() {}

    /** A physical plan with filters wherever they are worth it. */
    public static RelNode addTo(RelNode plan) {
        List<RelNode> inputs = new ArrayList<>();
        RelNode filtered = plan instanceof DatomHashJoin join ? filter(join) : plan;
        for (RelNode input : filtered.getInputs()) {
            inputs.add(addTo(input));
        }
        return inputs.equals(filtered.getInputs()) ? filtered : filtered.copy(filtered.getTraitSet(), inputs);
    }

    private static RelNode filter(DatomHashJoin join) {
        JoinKind kind = JoinCondition.kind(join.getJoinType()).orElseThrow();
        Side streamed = join.build().other();
        boolean keepsStreamed = streamed == Side.LEFT ? kind.keepsLeft() : kind.keepsRight();
        if (keepsStreamed) {
            return join;
        }
        List<DynamicFilter> filters = new ArrayList<>();
        RelNode input = streamed == Side.LEFT ? join.getLeft() : join.getRight();
        List<KeyPair> keys = JoinCondition.of(join).keys();
        for (int i = 0; i < keys.size(); i++) {
            KeyPair pair = keys.get(i);
            int column = streamed == Side.LEFT ? pair.leftColumn() : pair.rightColumn();
            RexNode held = streamed == Side.LEFT ? pair.right() : pair.left();
            if (column >= 0 && !pair.nullsMatch()) {
                Push push = new Push(i, held, HeldJoins.rows(join, join.build()), filters);
                input = push.into(input, column);
            }
        }
        return filters.isEmpty()
                ? join
                : join.telling(
                        filters,
                        streamed == Side.LEFT ? input : join.getLeft(),
                        streamed == Side.LEFT ? join.getRight() : input);
    }

    /**
     * Carries one key of a join down to scans.
     *
     * @param key number of the key
     * @param held the key in the input that is held
     * @param heldRows estimated rows of that input
     * @param filters receives the filters that scans took
     */
    private record Push(int key, RexNode held, double heldRows, List<DynamicFilter> filters) {
        /** The plan with scans that give no rows with other values in a column of the plan than the key has, as far as they can tell. */
        RelNode into(RelNode rel, int column) {
            if (rel instanceof LateScan scan) {
                return intoScan(scan, column);
            }
            if (!(rel instanceof DatomRel)) {
                return rel;
            }
            if (rel instanceof Project project) {
                return project.getProjects().get(column) instanceof RexInputRef input
                        ? intoInput(rel, 0, input.getIndex())
                        : rel;
            }
            if (rel instanceof Filter || rel instanceof DatomLookupJoin) {
                boolean isOfInput = column < rel.getInput(0).getRowType().getFieldCount();
                return isOfInput ? intoInput(rel, 0, column) : rel;
            }
            if (rel instanceof Aggregate aggregate) {
                boolean isGroup =
                        aggregate.getGroupType() == Aggregate.Group.SIMPLE && column < aggregate.getGroupCount();
                return isGroup ? intoInput(rel, 0, aggregate.getGroupSet().nth(column)) : rel;
            }
            return rel instanceof Join join ? intoJoin(join, column) : rel;
        }

        private RelNode intoJoin(Join join, int column) {
            int leftCount = join.getLeft().getRowType().getFieldCount();
            JoinRelType type = join.getJoinType();
            if (column < leftCount) {
                boolean allowed = type != JoinRelType.RIGHT && type != JoinRelType.FULL;
                return allowed ? intoInput(join, 0, column) : join;
            }
            boolean allowed = type == JoinRelType.INNER || type == JoinRelType.RIGHT;
            return allowed ? intoInput(join, 1, column - leftCount) : join;
        }

        private RelNode intoInput(RelNode rel, int ordinal, int column) {
            RelNode input = rel.getInput(ordinal);
            RelNode filtered = into(input, column);
            if (filtered == input) {
                return rel;
            }
            List<RelNode> inputs = new ArrayList<>(rel.getInputs());
            inputs.set(ordinal, filtered);
            return rel.copy(rel.getTraitSet(), inputs);
        }

        private RelNode intoScan(LateScan scan, int column) {
            double distinct = distinct(scan, column);
            if (!scan.takesLate(column) || scan.rowsRead() < SMALL_SCAN || heldRows > WORTHWHILE * distinct) {
                return scan;
            }
            DynamicFilter filter = new DynamicFilter(key, DatomTypes.columnType(held.getType()), WORTHWHILE * distinct);
            filters.add(filter);
            return scan.where(new LateCondition.OnColumn(column, filter));
        }

        private static double distinct(LateScan scan, int column) {
            Double distinct =
                    scan.getCluster().getMetadataQuery().getDistinctRowCount(scan, ImmutableBitSet.of(column), null);
            return distinct == null ? scan.rowsRead() : distinct;
        }
    }
}
