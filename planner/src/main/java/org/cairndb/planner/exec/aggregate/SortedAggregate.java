package org.cairndb.planner.exec.aggregate;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.jspecify.annotations.Nullable;

/**
 * Groups of an input in which the rows of a group stand side by side. Groups are given out as soon as the next one begins, so that hardly more than a
 * batch is held.
 */
public final class SortedAggregate implements Operator {
    private final Operator input;
    private final Grouping grouping;
    private final ExecutionContext context;
    /** Groups that are not complete before a row of another one has come. */
    private Aggregation open;

    private boolean isRead;
    private long reserved;

    /** Groups an input by at least one key; closes it. */
    public SortedAggregate(Operator input, Grouping grouping, ExecutionContext context) {
        this.input = input;
        this.grouping = grouping;
        this.context = context;
        this.open = Aggregation.of(grouping);
    }

    @Override
    public @Nullable Batch next() {
        while (!isRead) {
            context.checkCancelled();
            Batch batch = input.next();
            if (batch == null) {
                isRead = true;
                return open.groups() == 0 ? null : open.result(0, open.groups());
            }
            int rows = batch.rowCount();
            int start = startOfLastGroup(batch);
            if (start > 0) {
                open.add(batch.range(0, start));
                Aggregation complete = open;
                open = Aggregation.of(grouping);
                open.add(batch.range(start, rows - start));
                return complete.result(0, complete.groups());
            }
            open.add(batch);
            reserve();
        }
        return null;
    }

    /** The first of the rows at the end that all have the keys of the last one. */
    private int startOfLastGroup(Batch batch) {
        int start = batch.rowCount() - 1;
        int last = batch.row(start);
        while (start > 0 && isSameGroup(batch, batch.row(start - 1), last)) {
            start--;
        }
        return start;
    }

    private boolean isSameGroup(Batch batch, int row, int other) {
        List<Integer> keys = grouping.keys();
        for (int i = 0; i < keys.size(); i++) {
            Column key = batch.column(keys.get(i));
            boolean isNull = key.isNull(row);
            if (isNull != key.isNull(other) || (!isNull && !key.equal(row, key, other))) {
                return false;
            }
        }
        return true;
    }

    private void reserve() {
        long bytes = open.bytes();
        if (bytes > reserved) {
            context.memory().reserve(bytes - reserved);
            reserved = bytes;
        }
    }

    @Override
    public void close() {
        context.memory().release(reserved);
        reserved = 0;
        input.close();
    }
}
