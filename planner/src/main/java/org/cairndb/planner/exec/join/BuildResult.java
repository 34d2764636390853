package org.cairndb.planner.exec.join;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.RowBuffer;
import org.jspecify.annotations.Nullable;

/** The input of a hash join that is held. Shared by those who have acquired it. */
final class BuildResult {
    /** Bytes of a hash table for each row. */
    private static final long TABLE_BYTES_PER_ROW = 40;

    private final ExecutionContext context;
    private final HashPlan plan;
    private long reserved;
    private @Nullable BuildSide held;
    /** How many have acquired it; one more where copies come and go until the execution ends. */
    private int users;

    private BuildResult(HashPlan plan, ExecutionContext context) {
        this.plan = plan;
        this.context = context;
    }

    /** What the copies of a join share; made by the first of them. */
    static BuildResult acquire(HashPlan plan, Operator input, ExecutionContext context) {
        BuildResult result = context.shared(plan, () -> new BuildResult(plan, context));
        result.acquire(input, context.isPart());
        return result;
    }

    private synchronized void acquire(Operator input, boolean isKept) {
        if (users == 0) {
            read(input);
            users += isKept ? 1 : 0;
        }
        users++;
    }

    /** The rows and their table. */
    synchronized BuildSide held() {
        BuildSide side = held;
        if (side == null) {
            throw new IllegalStateException("The rows of the join were given up");
        }
        return side;
    }

    private void read(Operator input) {
        List<Batch> batches = new ArrayList<>();
        Batch batch = input.next();
        while (batch != null) {
            context.checkCancelled();
            Batch rows = batch.compact();
            reserve(rows);
            batches.add(rows);
            batch = input.next();
        }
        BuildSide side = BuildSide.of(batches, plan.spec(), plan.build(), context);
        plan.filters().forEach(filter -> filter.publish(side, context));
        held = side;
    }

    private void reserve(Batch rows) {
        long bytes = RowBuffer.bytesOf(rows) + TABLE_BYTES_PER_ROW * rows.rowCount();
        context.memory().reserve(bytes);
        reserved += bytes;
    }

    /** Gives up one's share; the last one frees everything. */
    synchronized void release() {
        users--;
        if (users == 0) {
            context.memory().release(reserved);
            reserved = 0;
            held = null;
        }
    }
}
