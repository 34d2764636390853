package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.sql.SqlKind;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.aggregate.SetOperation;
import org.cairndb.planner.exec.aggregate.SetOperation.Kinds;

/** INTERSECT and EXCEPT, with or without ALL, of batches. */
final class DatomSetOperation extends SetOp implements DatomRel {
    private static final double OPEN = 1_000;
    private static final double PER_ROW = 5;
    private static final double PER_KEY = 5;
    private static final double PER_GROUP = 50;

    DatomSetOperation(RelTraitSet traits, List<RelNode> inputs, SqlKind kind, boolean isAll) {
        super(inputs.get(0).getCluster(), traits, inputs, kind, isAll);
    }

    @Override
    public SetOp copy(RelTraitSet traits, List<RelNode> newInputs, boolean newAll) {
        return new DatomSetOperation(traits, newInputs, kind, newAll);
    }

    @Override
    public double estimateRowCount(RelMetadataQuery mq) {
        double first = mq.getRowCount(getInput(0));
        return kind == SqlKind.EXCEPT
                ? Math.max(1, first / 2)
                : Math.max(
                        1,
                        getInputs().stream().mapToDouble(mq::getRowCount).min().orElse(first) / 2);
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        double rows = getInputs().stream().mapToDouble(mq::getRowCount).sum();
        double work = (PER_ROW + PER_KEY * getRowType().getFieldCount() + PER_GROUP) * rows;
        return planner.getCostFactory().makeCost(0, OPEN + work, 0);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("operation", kind.lowerName);
    }

    @Override
    public OperatorFactory toFactory() {
        List<OperatorFactory> factories =
                getInputs().stream().map(DatomRel::factoryOf).toList();
        List<ColumnType> types = DatomRel.columnTypes(this);
        Kinds operation = kind == SqlKind.EXCEPT
                ? (all ? Kinds.EXCEPT_ALL : Kinds.EXCEPT)
                : (all ? Kinds.INTERSECT_ALL : Kinds.INTERSECT);
        return context -> new SetOperation(
                operation,
                types,
                factories.stream()
                        .map(input -> input.create(context.forAllRows()))
                        .toList(),
                context);
    }
}
