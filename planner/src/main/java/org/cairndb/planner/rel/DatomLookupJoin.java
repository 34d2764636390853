package org.cairndb.planner.rel;

import java.util.List;
import java.util.Locale;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.join.JoinSpec;
import org.cairndb.planner.exec.join.LookupJoin;
import org.cairndb.planner.exec.scan.ScannedRanges;
import org.cairndb.planner.range.KeyRanges;
import org.cairndb.storage.datom.KeyRange;

/** Equality join that looks keys of the input up in an index of a table. */
final class DatomLookupJoin extends SingleRel implements DatomRel, SameRows {
    private final DatomIndexScan right;
    private final Target target;

    /**
     * How the join goes about it.
     *
     * @param path path into the table by its first key
     * @param keyType type of that key in the input
     * @param spec what is joined; the key of the path comes first
     * @param join the join that this is a way to run
     * @param text the keys and the other conditions as EXPLAIN shows them
     */
    record Target(AccessPath path, ColumnType keyType, JoinSpec spec, RelNode join, String text) {}

    DatomLookupJoin(RelTraitSet traits, RelNode left, DatomIndexScan right, Target target) {
        super(left.getCluster(), traits, left);
        this.right = right;
        this.target = target;
        this.rowType = target.join.getRowType();
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new DatomLookupJoin(traits, inputs.get(0), right, target);
    }

    @Override
    public RelNode logical() {
        return target.join;
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        return planner.getCostFactory().makeCost(0, work(), 0);
    }

    /** What it costs without its input. */
    double work() {
        RelMetadataQuery metadata = getCluster().getMetadataQuery();
        return right.lookupWork(metadata.getRowCount(getInput()), metadata.getRowCount(target.join));
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        super.explainTerms(writer)
                .item("joinType", target.spec.kind().name().toLowerCase(Locale.ROOT))
                .item("condition", target.text);
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
        return context ->
                new LookupJoin(left.create(context), target.spec, lookup(reader, context.forAllRows()), context);
    }

    private LookupJoin.Lookup lookup(DatomIndexScan.RangeReader reader, ExecutionContext context) {
        return new LookupJoin.Lookup() {
            @Override
            public List<KeyRange> rangesOf(Column key) {
                return KeyRanges.ofValues(target.path.domain(), target.keyType, key);
            }

            @Override
            public Operator open(List<KeyRange> ranges) {
                return reader.read(context, ScannedRanges.forward(ranges));
            }
        };
    }
}
