package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexInputRef;

/**
 * Finds the pipelines of a plan that are worth several threads. A pipeline is a scan with the operators above it that handle one row after the other;
 * it ends where all rows are needed before the next operator can begin.
 */
public final class Pipelines {
    /** Rows of the scan below which threads cost more than they gain. */
    private static final double WORTH_THREADS = 50_000;

    private Pipelines() {}

    /** A physical plan with gathering operators above such pipelines. */
    public static RelNode gathered(RelNode plan) {
        return gathered(plan, plan instanceof DatomRel);
    }

    private static RelNode gathered(RelNode rel, boolean isEnd) {
        int streamed = rel instanceof DatomRel ours ? ours.streamedInput() : DatomRel.NO_INPUT;
        List<RelNode> inputs = new ArrayList<>();
        for (int i = 0; i < rel.getInputs().size(); i++) {
            RelNode input = rel.getInput(i);
            boolean endsThere = i != streamed && input instanceof DatomRel && !(rel instanceof DatomMergeJoin);
            inputs.add(gathered(input, endsThere));
        }
        RelNode result = inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
        return isEnd && isWorthThreads(result) ? new DatomGather(result) : result;
    }

    private static boolean isWorthThreads(RelNode rel) {
        return computes(rel)
                && driverOf(rel)
                        .filter(scan -> scan.rowsRead() >= WORTH_THREADS)
                        .isPresent();
    }

    /** Whether a pipeline does more than hand columns on, which one thread does as fast as its rows are taken. */
    private static boolean computes(RelNode rel) {
        if (rel instanceof DatomIndexScan scan) {
            return scan.checksConditions();
        }
        boolean handsOn = rel instanceof Project project
                && project.getProjects().stream().allMatch(RexInputRef.class::isInstance);
        return !handsOn || computes(rel.getInput(0));
    }

    /** The scan that a pipeline goes through, if its rows can be read in parts. */
    static Optional<DatomIndexScan> driverOf(RelNode wrapped) {
        RelNode rel = wrapped.stripped();
        if (rel instanceof DatomIndexScan scan) {
            return scan.isSplittable() ? Optional.of(scan) : Optional.empty();
        }
        int streamed = rel instanceof DatomRel ours ? ours.streamedInput() : DatomRel.NO_INPUT;
        return streamed == DatomRel.NO_INPUT ? Optional.empty() : driverOf(rel.getInput(streamed));
    }
}
