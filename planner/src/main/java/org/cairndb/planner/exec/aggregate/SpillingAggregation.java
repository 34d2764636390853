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
 * the keys, and at the end the parts are put together one after the other. Where few groups have many different arguments, rows are divided by those too:
 * then each part knows all about some arguments, and the summaries of all parts make the groups.
 */
final class SpillingAggregation implements AutoCloseable {
    /** After so many divisions by the keys a part that does not fit has few groups. */
    private static final int DIVISIONS_BY_KEYS = 2;

    private final Grouping grouping;
    private final List<Integer> set;
    private final ExecutionContext context;
    private final int depth;
    private final boolean dividesArguments;
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
        this.groups = new Aggregation(grouping, set, context::checkCancelled);
        boolean mayBeOneGroup = set.isEmpty() || depth >= DIVISIONS_BY_KEYS;
        this.dividesArguments = mayBeOneGroup && groups.isDivisibleByArguments();
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
            PartialRows.Reader reader = other.groups.partials().reader();
            for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
                context.checkCancelled();
                addPartials(batch);
            }
            other.release();
            Partitions files = other.partitions;
            for (int number = 0; files != null && number < files.count(); number++) {
                addAll(files, number);
            }
        }
    }

    private void addAll(Partitions files, int number) {
        SpillFile file = files.file(number);
        if (file == null) {
            return;
        }
        try (Operator rows = file.read()) {
            for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
                context.checkCancelled();
                addPartials(batch);
            }
        }
        files.delete(number);
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
        boolean isDivisible = dividesArguments || !set.isEmpty();
        if (!isDivisible || !Partitions.isPossible(depth)) {
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
            context.checkCancelled();
            files.add(batch, dividesArguments ? partials.keysAndArguments(batch) : partials.keys(batch));
        }
        release();
        groups = new Aggregation(grouping, set, context::checkCancelled);
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
            if (dividesArguments) {
                groups = mergedParts(files);
                return groups;
            }
        }
        if (dividesArguments) {
            release();
            return null;
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

    /** All groups, of the summaries of parts that know all about the arguments in them. */
    private Aggregation mergedParts(Partitions files) {
        Aggregation merged = new Aggregation(grouping, set, context::checkCancelled);
        for (SpillingAggregation open = openNext(files); open != null; open = openNext(files)) {
            for (Aggregation part = open.next(); part != null; part = open.next()) {
                context.checkCancelled();
                merged.absorbSummaries(part);
                long bytes = merged.bytes();
                if (bytes > reserved) {
                    context.memory().reserve(bytes - reserved);
                    reserved = bytes;
                }
            }
            open.close();
            partition = null;
        }
        return merged;
    }

    /** The next partition with rows, read to its end. */
    private @Nullable SpillingAggregation openNext(Partitions files) {
        while (nextPartition < files.count()) {
            int number = nextPartition++;
            if (files.file(number) != null) {
                SpillingAggregation read = new SpillingAggregation(grouping, set, context, depth + 1);
                partition = read;
                read.addAll(files, number);
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
