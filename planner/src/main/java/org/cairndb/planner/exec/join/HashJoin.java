package org.cairndb.planner.exec.join;

import java.util.Optional;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.OperatorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Join that holds one input in memory, in a hash table where there are keys, and streams the other. Where the input does not fit into memory, both are
 * divided by their keys into temporary files and joined part by part.
 *
 * <p>Copies of this operator in several threads that have the same {@link HashPlan} and context share what is built. If that does not fit into memory, the
 * copy that has found out joins all rows, not only those of its part, and the others give none. Kinds of join that give held rows alone must not run in
 * copies, since no copy knows what matched in the others.
 */
public final class HashJoin implements Operator {
    private final Inputs inputs;
    private final HashPlan plan;
    private final ExecutionContext context;
    private final int depth;
    private final HeldInput heldInput;
    private Operator streamed;

    private @Nullable BuildResult built;
    private @Nullable HashProbe probe;
    private @Nullable SpilledJoin spilled;
    private @Nullable HeldRest rest;
    /** Whether no streamed row can be part of the result, so that none needs to be read. */
    private boolean isNothingWanted;

    /** A join of two inputs. */
    public HashJoin(Inputs inputs, HashPlan plan, ExecutionContext context) {
        this(inputs, plan, context, 0);
    }

    /** A join of parts of inputs that have been divided so many times. */
    HashJoin(Inputs inputs, HashPlan plan, ExecutionContext context, int depth) {
        this.inputs = inputs;
        this.plan = plan;
        this.context = context;
        this.depth = depth;
        this.heldInput =
                new HeldInput(inputs.of(plan.build()), context.forWhole().forAllRows(), !context.isPart());
        this.streamed = inputs.of(plan.build().other()).create(context);
    }

    /**
     * What is joined.
     *
     * @param left the input whose columns come first
     * @param right the other input
     */
    public record Inputs(OperatorFactory left, OperatorFactory right) {
        OperatorFactory of(Side side) {
            return side == Side.LEFT ? left : right;
        }
    }

    /** The input that is held: made at once, to declare what it is going to read, or by the only one of several copies that reads it. */
    static final class HeldInput {
        private final OperatorFactory factory;
        private final ExecutionContext context;
        private @Nullable Operator operator;

        HeldInput(OperatorFactory factory, ExecutionContext context, boolean isMade) {
            this.factory = factory;
            this.context = context;
            this.operator = isMade ? factory.create(context) : null;
        }

        Operator open() {
            Operator open = operator;
            if (open == null) {
                open = factory.create(context);
                operator = open;
            }
            return open;
        }

        void close() {
            if (operator != null) {
                operator.close();
            }
        }
    }

    @Override
    public @Nullable Batch next() {
        if (built == null) {
            begin();
        }
        return spilled == null ? nextHeld() : spilled.next();
    }

    private void begin() {
        BuildResult result = context.isPart()
                ? context.shared(plan, () -> new BuildResult(plan, context, depth))
                : new BuildResult(plan, context, depth);
        result.acquire(heldInput);
        built = result;
        Optional<KeyPartitions> partitions = result.takeSpilled();
        if (partitions.isPresent()) {
            joinParts(partitions.get());
        } else {
            result.held().ifPresent(held -> {
                probe = new HashProbe(held, plan.spec(), plan.build().other(), context);
                isNothingWanted = held.rows().size() == 0 && !plan.keepsStreamed();
            });
        }
    }

    private void joinParts(KeyPartitions partitions) {
        spilled = new SpilledJoin(plan, partitions, context.forWhole(), depth);
        if (context.isPart()) {
            streamed.close();
            streamed = inputs.of(plan.build().other()).create(context.forWhole());
        }
        spilled.divide(streamed);
    }

    private @Nullable Batch nextHeld() {
        HashProbe open = probe;
        while (open != null && rest == null) {
            Batch batch = open.next();
            if (batch != null) {
                return batch;
            }
            context.checkCancelled();
            Batch rows = isNothingWanted ? null : streamed.next();
            if (rows != null) {
                open.start(rows);
            } else if (plan.spec().kind().givesHeld(plan.build())) {
                rest = open.rest();
            } else {
                return null;
            }
        }
        return rest == null ? null : rest.next();
    }

    @Override
    public void close() {
        streamed.close();
        heldInput.close();
        if (spilled != null) {
            spilled.close();
            spilled = null;
        }
        if (built != null) {
            built.release();
            built = null;
        }
        probe = null;
        rest = null;
    }
}
