package org.cairndb.planner.exec.aggregate;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.spill.Partitions;
import org.cairndb.planner.exec.spill.SpillFile;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * An aggregation that fits into the memory of its execution: where that is used up, what has been aggregated so far goes to temporary files, divided by
 * the keys, and at the end the parts are put together one after the other.
 */
final class SpillingAggregation implements AutoCloseable {
    private final Grouping grouping;
    private final List<Integer> set;
    private final ExecutionContext context;
    private final int depth;
    private Aggregation groups;
    private long reserved;
    private @Nullable Partitions partitions;
    private int nextPartition;
    private @Nullable SpillingAggregation partition;
    private boolean isFinished;

    SpillingAggregation(Grouping grouping, List<Integer> set, ExecutionContext context) {
        this(grouping, set, context, 0);
    }

    private SpillingAggregation(Grouping grouping, List<Integer> set, ExecutionContext context, int depth) {
        this.grouping = grouping;
        this.set = set;
        this.context = context;
        this.depth = depth;
        this.groups = new Aggregation(grouping, set);
    }

    void add(Batch batch) {
        groups.add(batch);
        keepWithinMemory();
    }

    /** Adds partial results. */
    void addPartials(Batch batch) {
        groups.addPartials(batch);
        keepWithinMemory();
    }

    /** Adds what another aggregation of the same kind was given, and closes it. */
    void absorb(SpillingAggregation other) {
        try (other) {
            for (Aggregation part = other.next(); part != null; part = other.next()) {
                PartialRows.Reader reader = part.partials().reader();
                for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
                    context.checkCancelled();
                    addPartials(batch);
                }
            }
        }
    }

    private void keepWithinMemory() {
        long bytes = groups.bytes();
        if (bytes <= reserved) {
            return;
        }
        if (context.memory().tryReserve(bytes - reserved)) {
            reserved = bytes;
        } else {
            spill();
        }
    }

    private void spill() {
        if (set.isEmpty() || !Partitions.isPossible(depth)) {
            throw new CairnException(
                    ErrorCode.MEMORY_EXCEEDED,
                    "One group alone needs more than the %d MB of memory of the statement; raise maxQueryMemory or ask for less"
                            .formatted(context.memory().limit() >> 20));
        }
        Partitions files = partitions;
        if (files == null) {
            files = new Partitions(context, depth);
            partitions = files;
        }
        PartialRows partials = groups.partials();
        PartialRows.Reader reader = partials.reader();
        for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
            files.add(batch, partials.keys(batch));
        }
        release();
        groups = new Aggregation(grouping, set);
    }

    private void release() {
        context.memory().release(reserved);
        reserved = 0;
    }

    /** The next groups, complete, after all rows have been added; null at the end. They are only kept until the next call. */
    @Nullable
    Aggregation next() {
        Partitions files = partitions;
        if (files == null) {
            Aggregation all = isFinished ? null : groups;
            if (isFinished) {
                release();
            }
            isFinished = true;
            return all;
        }
        if (!isFinished) {
            spill();
            isFinished = true;
        }
        while (true) {
            SpillingAggregation open = partition == null ? openNext(files) : partition;
            if (open == null) {
                return null;
            }
            partition = open;
            Aggregation part = open.next();
            if (part != null) {
                return part;
            }
            open.close();
            partition = null;
        }
    }

    /** The next partition with rows, read to its end. */
    private @Nullable SpillingAggregation openNext(Partitions files) {
        while (nextPartition < files.count()) {
            int number = nextPartition++;
            SpillFile file = files.file(number);
            if (file != null) {
                SpillingAggregation read = new SpillingAggregation(grouping, set, context, depth + 1);
                partition = read;
                try (Operator rows = file.read()) {
                    for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
                        read.addPartials(batch);
                    }
                }
                files.delete(number);
                return read;
            }
        }
        return null;
    }

    @Override
    public void close() {
        release();
        if (partition != null) {
            partition.close();
            partition = null;
        }
        if (partitions != null) {
            partitions.close();
        }
    }
}
