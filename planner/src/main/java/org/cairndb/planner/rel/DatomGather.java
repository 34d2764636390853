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
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.parallel.OrderedGather;
import org.cairndb.planner.exec.parallel.PartedInput;
import org.cairndb.storage.datom.KeyRange;

/** The rows of a pipeline that several threads work on, in the order that one thread would give. */
final class DatomGather extends SingleRel implements DatomRel, SameRows {
    DatomGather(RelNode input) {
        super(input.getCluster(), input.getTraitSet(), input);
    }

    @Override
    public RelNode logical() {
        return getInput();
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return new DatomGather(inputs.get(0));
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        return planner.getCostFactory().makeTinyCost();
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        DatomIndexScan scan = Pipelines.driverOf(getInput()).orElseThrow();
        return super.explainTerms(writer).item("parts of", scan.tableName());
    }

    /** The pipeline in parts for executions that may use several threads and read enough. */
    interface PartedFactory {
        Optional<PartedInput> split(ExecutionContext context);
    }

    PartedFactory toParted() {
        DatomIndexScan scan = Pipelines.driverOf(getInput()).orElseThrow();
        OperatorFactory pipeline = DatomRel.factoryOf(getInput());
        DatomIndexScan.Splitter splitter = scan.toSplitter();
        return context -> {
            if (context.threads() == 1 || context.isForFewRows()) {
                return Optional.empty();
            }
            List<List<KeyRange>> parts = splitter.split(context);
            return parts.size() < 2 ? Optional.empty() : Optional.of(new Parts(context, scan, pipeline, parts));
        };
    }

    private record Parts(
            ExecutionContext context, DatomIndexScan scan, OperatorFactory pipeline, List<List<KeyRange>> ranges)
            implements PartedInput {
        @Override
        public int parts() {
            return ranges.size();
        }

        @Override
        public Operator open(int part) {
            return pipeline.create(context.forPart(scan, ranges.get(part)));
        }
    }

    @Override
    public OperatorFactory toFactory() {
        OperatorFactory pipeline = DatomRel.factoryOf(getInput());
        PartedFactory parted = toParted();
        return context -> {
            Optional<PartedInput> input = parted.split(context);
            return input.isEmpty() ? pipeline.create(context) : new OrderedGather(input.get(), context.threads());
        };
    }
}
