package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.cairndb.planner.exec.ExecutionContext;

/** What the last round of a recursion gave, inside the part of it that is repeated. */
class WorkingRows extends AbstractRelNode {
    /** Each recursion has as many parameters; one table has fewer columns. */
    private static final int COLUMNS = 1 << 14;

    private static final int FIRST_PARAMETER = ExecutionContext.FIRST_BOUND_PARAMETER << 1;
    private static final double ROWS = 100;

    private final int recursion;

    WorkingRows(RelOptCluster cluster, RelTraitSet traits, RelDataType rowType, int recursion) {
        super(cluster, traits);
        this.rowType = rowType;
        this.recursion = recursion;
    }

    int recursion() {
        return recursion;
    }

    /** The first of the parameters that hold the columns. */
    static int firstParameter(int recursion) {
        return FIRST_PARAMETER + recursion * COLUMNS;
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new WorkingRows(getCluster(), traits, rowType, recursion);
    }

    @Override
    public double estimateRowCount(RelMetadataQuery mq) {
        return ROWS;
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("recursion", recursion);
    }
}
