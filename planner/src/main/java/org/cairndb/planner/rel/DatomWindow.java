package org.cairndb.planner.rel;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexLiteral;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.sort.SortKey;
import org.cairndb.planner.exec.sort.SortOperator;
import org.cairndb.planner.exec.window.WindowOperator;
import org.cairndb.planner.exec.window.WindowOperator.WindowSpec;

/** Window functions on batches: for each kind of window a sort, unless the rows are in its order already, and a pass over the partitions. */
final class DatomWindow extends Window implements DatomRel {
    private static final double PER_ROW_SORTED = 150;
    private static final double PER_ROW_AND_CALL = 10;

    DatomWindow(RelTraitSet traits, RelNode input, Window window) {
        super(
                input.getCluster(),
                traits,
                ImmutableList.of(),
                input,
                window.constants,
                window.getRowType(),
                window.groups);
    }

    private DatomWindow(RelNode input, List<RexLiteral> constants, Window window) {
        super(
                input.getCluster(),
                window.getTraitSet(),
                ImmutableList.of(),
                input,
                constants,
                window.getRowType(),
                window.groups);
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new DatomWindow(traits, inputs.get(0), this);
    }

    @Override
    public Window copy(List<RexLiteral> newConstants) {
        return new DatomWindow(getInput(), newConstants, this);
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        int calls = groups.stream().mapToInt(g -> g.aggCalls.size()).sum();
        double work = mq.getRowCount(getInput()) * (groups.size() * PER_ROW_SORTED + calls * PER_ROW_AND_CALL);
        return planner.getCostFactory().makeCost(0, 1 + work, 0);
    }

    @Override
    public OperatorFactory toFactory() {
        OperatorFactory rows = DatomRel.factoryOf(getInput());
        List<ColumnType> types = new ArrayList<>(DatomRel.columnTypes(getInput()));
        List<SortKey> sortedBy = List.of();
        WindowCalls calls = new WindowCalls(this);
        for (Group group : groups) {
            WindowSpec spec = calls.spec(group).orElseThrow();
            List<SortKey> keys = spec.sortKeys();
            boolean inOrder = keys.size() <= sortedBy.size() && keys.equals(sortedBy.subList(0, keys.size()));
            rows = evaluated(inOrder ? rows : sorted(rows, types, keys), types, spec);
            sortedBy = inOrder ? sortedBy : keys;
            spec.calls().forEach(call -> types.add(call.type()));
        }
        return rows;
    }

    private static OperatorFactory sorted(OperatorFactory input, List<ColumnType> types, List<SortKey> keys) {
        List<ColumnType> inputTypes = List.copyOf(types);
        return context -> new SortOperator(input.create(context.forAllRows()), inputTypes, keys, context);
    }

    private static OperatorFactory evaluated(OperatorFactory input, List<ColumnType> types, WindowSpec spec) {
        List<ColumnType> inputTypes = List.copyOf(types);
        return context -> {
            Operator rows = input.create(context.forAllRows());
            return new WindowOperator(rows, inputTypes, spec, context);
        };
    }
}
