package org.cairndb.planner.exec.join;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.jspecify.annotations.Nullable;

/**
 * Equality join that holds one input in a hash table and streams the other.
 *
 * <p>Copies of this operator in several threads that have the same {@link HashPlan} and context share what is built. Kinds of join that give held rows
 * alone must not run in copies, since no copy knows what matched in the others.
 */
public final class HashJoin implements Operator {
    private final Inputs inputs;
    private final HashPlan plan;
    private final ExecutionContext context;

    private @Nullable BuildResult built;
    private @Nullable HashProbe probe;
    private @Nullable HeldRest rest;

    /** A join of two inputs, which this operator closes. */
    public HashJoin(Inputs inputs, HashPlan plan, ExecutionContext context) {
        this.inputs = inputs;
        this.plan = plan;
        this.context = context;
    }

    /**
     * What is joined.
     *
     * @param left the input whose columns come first
     * @param right the other input
     */
    public record Inputs(Operator left, Operator right) {
        Operator of(Side side) {
            return side == Side.LEFT ? left : right;
        }
    }

    @Override
    public @Nullable Batch next() {
        if (built == null) {
            begin();
        }
        return nextHeld();
    }

    private void begin() {
        BuildResult result = BuildResult.acquire(plan, inputs.of(plan.build()), context);
        built = result;
        probe = new HashProbe(result.held(), plan.spec(), plan.build().other(), context);
    }

    private @Nullable Batch nextHeld() {
        HashProbe open = probe;
        while (open != null && rest == null) {
            Batch batch = open.next();
            if (batch != null) {
                return batch;
            }
            context.checkCancelled();
            Batch streamed =
                    isNothingWanted() ? null : inputs.of(plan.build().other()).next();
            if (streamed != null) {
                open.start(streamed);
            } else if (plan.spec().kind().givesHeld(plan.build())) {
                rest = open.rest();
            } else {
                return null;
            }
        }
        return rest == null ? null : rest.next();
    }

    /** Whether no streamed row can be part of the result, so that none needs to be read. */
    private boolean isNothingWanted() {
        BuildSide held = built == null ? null : built.held();
        return held != null && held.rows().size() == 0 && !plan.keepsStreamed();
    }

    @Override
    public void close() {
        inputs.left.close();
        inputs.right.close();
        if (built != null) {
            built.release();
            built = null;
        }
        probe = null;
        rest = null;
    }
}
