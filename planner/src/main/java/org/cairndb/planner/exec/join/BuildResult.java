package org.cairndb.planner.exec.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.RowBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The input of a hash join that is to be held: in memory, where all who have acquired it share it, or, if it does not fit there, in temporary files, which
 * belong to the one who takes them.
 */
final class BuildResult {
    /** Bytes of a hash table for each row. */
    private static final long TABLE_BYTES_PER_ROW = 40;

    /** Rows that have been divided so often and are still too many have nearly all the same keys. */
    private static final int MAX_DEPTH = 4;

    private final ExecutionContext context;
    private final HashPlan plan;
    private final int depth;
    private long reserved;
    private @Nullable BuildSide held;
    private @Nullable KeyPartitions spilled;
    /** How many have acquired it; one more where copies come and go until the execution ends. */
    private int users;

    /** Nothing read yet; rows that do not fit are divided as those are that have been divided so many times before. */
    BuildResult(HashPlan plan, ExecutionContext context, int depth) {
        this.plan = plan;
        this.context = context;
        this.depth = depth;
    }

    /** Gives one a share of the input, which the first one reads. */
    synchronized void acquire(HashJoin.HeldInput input) {
        if (users == 0) {
            read(input.open());
            users += context.isPart() ? 1 : 0;
        }
        users++;
    }

    /** The rows and their table, unless they are in files. */
    synchronized Optional<BuildSide> held() {
        return Optional.ofNullable(held);
    }

    /** The rows in files, for the first who asks, who closes them. */
    synchronized Optional<KeyPartitions> takeSpilled() {
        KeyPartitions taken = spilled;
        spilled = null;
        return Optional.ofNullable(taken);
    }

    private void read(Operator input) {
        List<Batch> batches = new ArrayList<>();
        try {
            for (Batch batch = input.next(); batch != null; batch = input.next()) {
                context.checkCancelled();
                add(batch.compact(), batches);
            }
            if (spilled == null) {
                BuildSide side = BuildSide.of(batches, plan.spec(), plan.build(), context);
                plan.filters().forEach(filter -> filter.publish(side, context));
                held = side;
            }
        } catch (RuntimeException | Error e) {
            free();
            throw e;
        }
    }

    private void add(Batch rows, List<Batch> batches) {
        if (spilled == null && !reserve(rows)) {
            KeyPartitions partitions = new KeyPartitions(plan.spec(), plan.build(), context, depth);
            spilled = partitions;
            batches.forEach(partitions::add);
            batches.clear();
            context.memory().release(reserved);
            reserved = 0;
        }
        if (spilled == null) {
            batches.add(rows);
        } else {
            spilled.add(rows);
        }
    }

    private boolean reserve(Batch rows) {
        long bytes = RowBuffer.bytesOf(rows) + TABLE_BYTES_PER_ROW * rows.rowCount();
        boolean isDivisible = !plan.spec().keys().left().isEmpty() && depth < MAX_DEPTH;
        if (!isDivisible) {
            context.memory().reserve(bytes);
        } else if (!context.memory().tryReserve(bytes)) {
            return false;
        }
        reserved += bytes;
        return true;
    }

    /** Gives up one's share; the last one frees everything. */
    synchronized void release() {
        users--;
        if (users == 0) {
            free();
        }
    }

    private void free() {
        context.memory().release(reserved);
        reserved = 0;
        held = null;
        if (spilled != null) {
            spilled.close();
            spilled = null;
        }
    }
}
