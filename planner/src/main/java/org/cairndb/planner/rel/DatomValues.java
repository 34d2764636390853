package org.cairndb.planner.rel;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.OneBatch;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.rex.DatomTypes;
import org.cairndb.planner.rex.Literals;

/** Rows written in the statement. */
final class DatomValues extends Values implements DatomRel {
    DatomValues(
            RelOptCluster cluster,
            RelDataType rowType,
            ImmutableList<ImmutableList<RexLiteral>> tuples,
            RelTraitSet traits) {
        super(cluster, rowType, tuples, traits);
    }

    /** Whether all types have vectors. */
    static boolean covers(RelDataType rowType) {
        return rowType.getFieldList().stream()
                .noneMatch(f -> DatomTypes.columnType(f.getType()).kind() == Kind.OTHER);
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new DatomValues(getCluster(), getRowType(), getTuples(), traits);
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        return planner.getCostFactory().makeCost(0, getTuples().size(), 0);
    }

    @Override
    public OperatorFactory toFactory() {
        List<ColumnType> types = DatomRel.columnTypes(this);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            ColumnBuilder builder = ColumnBuilder.of(types.get(i));
            for (List<RexLiteral> tuple : getTuples()) {
                Literals.append(tuple.get(i), types.get(i), builder);
            }
            columns.add(builder.build());
        }
        Batch batch = new Batch(columns.toArray(new Column[0]), getTuples().size());
        return context -> new OneBatch(batch);
    }
}
