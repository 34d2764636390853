package org.cairndb.planner.rel;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.join.JoinSpec;
import org.cairndb.planner.exec.join.LookupJoin;
import org.cairndb.planner.exec.scalar.Comparison;
import org.cairndb.planner.exec.scan.ScannedRanges;
import org.cairndb.planner.range.KeyDomain;
import org.cairndb.storage.datom.KeyRange;

/** Equality join that looks keys of the input up in an index of a table. */
final class DatomLookupJoin extends SingleRel implements DatomRel {
    private final DatomIndexScan right;
    private final Target target;

    /** How the join goes about it: the type of the key in the input, the path into the table and what the join gives. */
    record Target(AccessPath path, JoinSpec spec, RelDataType rowType, double rowCount) {}

    DatomLookupJoin(RelTraitSet traits, RelNode left, DatomIndexScan right, Target target) {
        super(left.getCluster(), traits, left);
        this.right = right;
        this.target = target;
        this.rowType = target.rowType;
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new DatomLookupJoin(traits, inputs.get(0), right, target);
    }

    @Override
    public double estimateRowCount(RelMetadataQuery mq) {
        return target.rowCount;
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        double columns = right.getRowType().getFieldCount();
        double work = JoinWork.lookup(mq.getRowCount(getInput()), target.rowCount * (1 + columns / 4));
        return planner.getCostFactory().makeCost(0, work, 0);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        super.explainTerms(writer)
                .item("joinType", target.spec.kind())
                .item("keys", target.spec.leftKeys() + " = " + target.spec.rightKeys());
        return right.explainLookup(writer);
    }

    @Override
    public int streamedInput() {
        return 0;
    }

    @Override
    public OperatorFactory toFactory() {
        OperatorFactory left = DatomRel.factoryOf(getInput());
        DatomIndexScan.RangeReader reader = right.toReader();
        ColumnType keyType =
                DatomRel.columnTypes(getInput()).get(target.spec.leftKeys().get(0));
        KeyDomain domain = target.path.domain();
        return context -> new LookupJoin(
                left.create(context), target.spec, lookup(domain, keyType, reader, context.forAllRows()), context);
    }

    private static LookupJoin.Lookup lookup(
            KeyDomain domain, ColumnType keyType, DatomIndexScan.RangeReader reader, ExecutionContext context) {
        return new LookupJoin.Lookup() {
            @Override
            public Optional<KeyRange> rangeOf(Column key, int row) {
                Column value = key.gather(new int[] {row}, 1);
                return domain.range(Comparison.Operator.EQUAL, new KeyDomain.Operand(value, keyType));
            }

            @Override
            public Operator open(List<KeyRange> ranges) {
                return reader.read(context, ScannedRanges.forward(ranges));
            }
        };
    }
}
