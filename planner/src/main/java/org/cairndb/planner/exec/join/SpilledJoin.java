package org.cairndb.planner.exec.join;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.OneBatch;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.RowBuffer;
import org.cairndb.planner.exec.spill.SpillFile;
import org.jspecify.annotations.Nullable;

/** Joins two inputs that have been divided by their keys into files, part by part. Of each part the smaller side is held, and divided again if need be. */
final class SpilledJoin implements AutoCloseable {
    private final HashPlan plan;
    private final KeyPartitions held;
    private final KeyPartitions streamed;
    private final ExecutionContext context;
    private final int depth;
    private int next;
    private @Nullable Operator part;

    /** A join of the rows that were to be held, which this closes. */
    SpilledJoin(HashPlan plan, KeyPartitions held, ExecutionContext context, int depth) {
        this.plan = plan;
        this.held = held;
        this.streamed = new KeyPartitions(plan.spec(), plan.build().other(), context, depth);
        this.context = context;
        this.depth = depth;
    }

    /** Reads the other input to its end. */
    void divide(Operator input) {
        for (Batch batch = input.next(); batch != null; batch = input.next()) {
            context.checkCancelled();
            streamed.add(batch);
        }
    }

    /** The next rows, or null. */
    @Nullable
    Batch next() {
        while (true) {
            Batch batch = part == null ? null : part.next();
            if (batch != null) {
                return batch;
            }
            closePart();
            if (next == held.partitions().count()) {
                return null;
            }
            part = join(next++);
        }
    }

    /** The join of a partition, or null if it has no rows. */
    private @Nullable Operator join(int partition) {
        SpillFile heldRows = held.partitions().file(partition);
        SpillFile streamedRows = streamed.partitions().file(partition);
        boolean isEmpty = (heldRows == null && !plan.keepsStreamed())
                || (streamedRows == null && !plan.spec().kind().givesHeld(plan.build()));
        if (isEmpty) {
            return null;
        }
        boolean isHeldSmaller = bytes(heldRows) <= bytes(streamedRows);
        HashPlan ofPart =
                plan.building(isHeldSmaller ? plan.build() : plan.build().other());
        OperatorFactory heldInput = rows(heldRows, plan.build());
        OperatorFactory streamedInput = rows(streamedRows, plan.build().other());
        HashJoin.Inputs inputs = plan.build() == Side.LEFT
                ? new HashJoin.Inputs(heldInput, streamedInput)
                : new HashJoin.Inputs(streamedInput, heldInput);
        return new HashJoin(inputs, ofPart, context, depth + 1);
    }

    private static long bytes(@Nullable SpillFile file) {
        return file == null ? 0 : file.byteCount();
    }

    private OperatorFactory rows(@Nullable SpillFile file, Side side) {
        if (file == null) {
            JoinSpec spec = plan.spec();
            Batch none = RowBuffer.concat(List.of(), side == Side.LEFT ? spec.leftTypes() : spec.rightTypes());
            return any -> new OneBatch(none);
        }
        return any -> file.read();
    }

    private void closePart() {
        if (part != null) {
            part.close();
            part = null;
        }
        if (next > 0) {
            held.partitions().delete(next - 1);
            streamed.partitions().delete(next - 1);
        }
    }

    @Override
    public void close() {
        closePart();
        streamed.close();
        held.close();
    }
}
